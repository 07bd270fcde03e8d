/** The shader of the veil: strips from the sides of a cell out of the screen, or the whole screen when the cell is not on it. */

/** With a selection the rest dims to 60 %. */
export const VEIL_STRENGTH = 0.4;

const UNIFORMS = `\
layout(std140) uniform veilUniforms {
  vec4 colour;
  float reach;
  float whole;
} veil;
`;

/** luma.gl's shader module: colour 0–1 with its strength, reach as in veilReach(). */
export const veil = {
  name: "veil",
  vs: UNIFORMS,
  fs: UNIFORMS,
  uniformTypes: { colour: "vec4<f32>", reach: "f32", whole: "f32" },
} as const;

// Two sides share a corner: each projects it by the same steps, so that no pixel between them is covered twice or not at all.
export const VERTEX = `\
#version 300 es
#define SHADER_NAME veil-vertex
in vec3 positions;
in vec3 instancePositions;
in vec3 instancePositions64Low;
in vec3 instanceNexts;
in vec3 instanceNexts64Low;
in vec3 instanceMiddles;
in vec3 instanceMiddles64Low;
void main(void) {
  if (veil.whole > 0.5) {
    gl_Position = gl_InstanceID == 0 ? vec4(positions.xy, 0.0, 1.0) : vec4(0.0);
    return;
  }
  bool next = positions.x > 0.0;
  vec3 corner = next ? instanceNexts : instancePositions;
  vec3 cornerLow = next ? instanceNexts64Low : instancePositions64Low;
  geometry.worldPosition = corner;
  gl_Position = project_position_to_clipspace(corner, cornerLow, vec3(0.0), geometry.position);
  if (positions.y > 0.0) {
    vec4 middle = project_position_to_clipspace(instanceMiddles, instanceMiddles64Low, vec3(0.0));
    gl_Position.xy += (gl_Position.xy - middle.xy) * veil.reach;
  }
}
`;

export const FRAGMENT = `\
#version 300 es
#define SHADER_NAME veil-fragment
precision highp float;
out vec4 fragColor;
void main(void) {
  fragColor = veil.colour;
}
`;
