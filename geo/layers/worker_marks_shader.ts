/** The shader of workers' marks: distances to edges, so that every part is as sharp on a wall as on a desk. */
import { NO_HEADING, WORKER_STATE } from "../worker_mark.ts";
import { STALE_PART, WORKER_SHAPE } from "./worker_shape.ts";

const float = (value: number) => Number.isInteger(value) ? `${value}.0` : `${value}`;
const { edge, onScene, age, arrow, outline, reach } = WORKER_SHAPE;

const UNIFORMS = `\
layout(std140) uniform workerMarksUniforms {
  vec4 ink;
  vec4 free;
  vec4 assigned;
  vec4 onScene;
  vec4 silent;
  float radius;
  float now;
  float live;
  float detailed;
} workerMarks;
`;

/** luma.gl's shader module: colours 0–1, radius px, times s. */
export const workerMarks = {
  name: "workerMarks",
  vs: UNIFORMS,
  fs: UNIFORMS,
  uniformTypes: {
    ink: "vec4<f32>",
    free: "vec4<f32>",
    assigned: "vec4<f32>",
    onScene: "vec4<f32>",
    silent: "vec4<f32>",
    radius: "f32",
    now: "f32",
    live: "f32",
    detailed: "f32",
  },
} as const;

export const VERTEX = `\
#version 300 es
#define SHADER_NAME worker-marks-vertex
in vec3 positions;
in vec3 instancePositions;
in vec3 instancePositions64Low;
in vec4 instanceMarks;
in float instanceFixes;
in vec2 instanceOffsets;
/** Px from the middle of the mark, y upwards. */
out vec2 at;
flat out float state;
flat out float heading;
flat out float age;
void main(void) {
  state = floor(instanceMarks.x * 255.0 + 0.5);
  heading = floor(instanceMarks.y * 255.0 + 0.5);
  age = max(0.0, workerMarks.now - instanceFixes);
  if (instanceMarks.z < 0.5) {
    gl_Position = vec4(0.0);
    return;
  }
  geometry.worldPosition = instancePositions;
  float far = workerMarks.detailed > 0.5 ? ${float(reach)} : state == ${float(WORKER_STATE.onScene)} ? ${
  float(onScene[1] + 0.3)
} : ${float(edge)};
  at = positions.xy * (workerMarks.radius * far + 1.0);
  gl_Position = project_position_to_clipspace(instancePositions, instancePositions64Low, vec3(0.0), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  gl_Position.xy += project_pixel_size_to_clipspace(at + instanceOffsets);
}
`;

export const FRAGMENT = `\
#version 300 es
#define SHADER_NAME worker-marks-fragment
precision highp float;
in vec2 at;
flat in float state;
flat in float heading;
flat in float age;
out vec4 fragColor;
const float TURN = 6.283185307179586;
/** Of this fragment, in the px of the mark: an edge is as wide. */
float grain;
float inside(float distance) {
  return clamp(0.5 - distance / grain, 0.0, 1.0);
}
float ring(float far, vec2 edges) {
  return inside(max(edges.x - far, far - edges.y));
}
vec4 over(vec4 below, vec3 colour, float alpha) {
  return vec4(colour * alpha, alpha) + below * (1.0 - alpha);
}
float arrow(float r) {
  float angle = heading / ${float(NO_HEADING)} * TURN;
  vec2 forward = vec2(sin(angle), cos(angle));
  float along = dot(at, forward), beside = abs(dot(at, vec2(forward.y, -forward.x)));
  float base = ${float(arrow[0])} * r, tip = ${float(arrow[1])} * r, half_width = ${float(arrow[2])} * r;
  vec2 side = normalize(vec2(tip - base, half_width));
  return inside(max(base - along, dot(vec2(beside, along - tip), side)));
}
void main(void) {
  grain = max(fwidth(at.x), 0.0001);
  float r = workerMarks.radius, far = length(at);
  vec3 ink = workerMarks.ink.rgb;
  vec4 mark = vec4(0.0);
  if (state == ${float(WORKER_STATE.silent)}) {
    mark = over(mark, ink, 0.45 * ring(far, r * vec2(${float(1 - outline * 2)}, ${float(1 + outline * 2)})));
    mark = over(mark, workerMarks.silent.rgb, 0.8 * ring(far, r * vec2(${float(1 - outline)}, ${
  float(1 + outline)
})));
  } else {
    bool there = state == ${float(WORKER_STATE.onScene)};
    vec3 colour = state == ${float(WORKER_STATE.free)} ? workerMarks.free.rgb : workerMarks.assigned.rgb;
    mark = over(mark, ink, 0.85 * inside(far - r * (there ? ${float(onScene[1] + 0.16)} : ${float(edge)})));
    mark = over(mark, colour, inside(far - r));
    if (there) mark = over(mark, workerMarks.onScene.rgb, ring(far, r * vec2(${float(onScene[0])}, ${
  float(onScene[1])
})));
    if (workerMarks.detailed > 0.5) {
      vec2 band = r * vec2(${float(age[0])}, ${float(age[1])});
      float left = clamp(1.0 - age / workerMarks.live, 0.0, 1.0);
      float turned = fract(atan(at.x, at.y) / TURN + 1.0);
      float lit = left > 0.995 ? 1.0 : inside((turned - left) * TURN * far);
      mark = over(mark, ink, 0.5 * ring(far, band + r * vec2(-0.12, 0.12)));
      mark = over(mark, colour, lit * ring(far, band));
      if (heading < ${float(NO_HEADING)}) mark = over(mark, colour, arrow(r));
    }
    mark *= 1.0 - 0.5 * min(1.0, age / (${float(STALE_PART)} * workerMarks.live));
  }
  if (mark.a < 0.004) discard;
  fragColor = vec4(mark.rgb / mark.a, mark.a * layer.opacity);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`;
