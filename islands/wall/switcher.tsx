/** The wall's scenes and its light: chosen by a person or a key, never by a timer. */
import { Icon } from "../icon.tsx";
import { Moon, SunMedium } from "../icons.ts";
import { THEMES } from "../theme.ts";
import { useWall, type WallModel } from "./model.ts";
import { districtOf, SCENES } from "./scene_name.ts";

export function Switcher() {
  const model = useWall();
  const { words } = model.speech.value;
  const { preset, theme } = model.screen.value;
  return (
    <nav class="panel switcher" aria-label={words.scenes}>
      <div class="segments">
        {SCENES.map((name, i) => (
          <button
            key={name}
            type="button"
            class="segment"
            aria-pressed={name === preset}
            aria-keyshortcuts={String(i + 1)}
            onClick={() => model.scene(name)}
          >
            {words.scene[name]}
          </button>
        ))}
        <OneDistrict />
      </div>
      <button
        type="button"
        class="quiet-button switcher-light"
        aria-label={words.changeTheme(words.theme[theme])}
        aria-keyshortcuts="t"
        onClick={() => changeTheme(model)}
      >
        <Icon node={theme === "light" ? SunMedium : Moon} />
        <span>{words.theme[theme]}</span>
      </button>
    </nav>
  );
}

function OneDistrict() {
  const model = useWall();
  const { lang, words } = model.speech.value;
  const districts = model.districts.value;
  const code = districtOf(model.screen.value.preset);
  if (districts.length === 0) return null;
  return (
    <select
      class="segment"
      aria-label={words.scene.district}
      aria-keyshortcuts="4"
      data-on={code !== null}
      value={code ?? ""}
      onChange={({ currentTarget: { value } }) =>
        model.scene(value === "" ? "overview" : `district-${value}`)}
    >
      <option value="">{words.scene.district}</option>
      {districts.map((district) => (
        <option key={district.code} value={district.code}>{district.names[lang]}</option>
      ))}
    </select>
  );
}

/** The next district each time; the first when none is shown. */
export function nextDistrict(model: WallModel): void {
  const districts = model.districts.peek();
  if (districts.length === 0) return;
  const code = districtOf(model.screen.peek().preset);
  const at = districts.findIndex((district) => district.code === code);
  model.scene(`district-${districts[(at + 1) % districts.length]!.code}`);
}

export function changeTheme(model: WallModel): void {
  const { theme } = model.screen.peek();
  model.change({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]! });
}
