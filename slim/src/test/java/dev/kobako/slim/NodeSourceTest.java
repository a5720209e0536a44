package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeSourceTest {
  private static List<String> found(String text) {
    return NodeSource.read(text).references().stream()
        .map(each -> each.form() + " " + each.text() + (each.isOpen() ? "…" : ""))
        .toList();
  }

  @Test
  void findsAllFormsOfRequireAndImport() {
    assertThat(
            found(
                """
                #!/usr/bin/env node
                const a = require('a'), {b} = require("./b.js");
                require.resolve(`c`);
                import 'd';
                import e, {f as g} from "e";
                import * as h from 'h' with { type: 'json' };
                export * from './i.mjs'; export { default as j } from 'j';
                const k = await import('k');
                const req = createRequire(import.meta.url); req('l');
                import.meta.resolve('m');
                """))
        .containsExactly(
            "REQUIRE a",
            "REQUIRE ./b.js",
            "REQUIRE c",
            "IMPORT d",
            "IMPORT e",
            "IMPORT h",
            "IMPORT ./i.mjs",
            "IMPORT j",
            "IMPORT k",
            "REQUIRE l",
            "IMPORT m");
  }

  @Test
  void findsNothingInCommentsStringsTemplatesAndRegularExpressions() {
    String text =
        """
        // require('a')
        /* import 'b' */
        const s = "require('c')", t = `require('d') ${ require('real') } require('e')`;
        const r = /["'`]\\/[/"]require('f')/g, q = a / 2 / require('g');
        if (x) /require('h')"/.test(y);
        const z = (1 + 2) / 3; const w = {a: 1} / require('i') / 'k';
        """;

    assertThat(found(text)).containsExactly("REQUIRE real", "REQUIRE g", "REQUIRE i");
    assertThat(NodeSource.read(text).isComputed()).isFalse();
  }

  @Test
  void findsPathsFromTheFolderOfTheTextAndFromWhereItIsStarted() {
    assertThat(
            found(
                """
                fs.readFileSync(path.join(__dirname, 'views', 'index.html'));
                path.resolve(__dirname, 'tpl', name);
                x(__dirname + '/a.txt', `${__dirname}/b.txt`);
                new URL('./c.wasm', import.meta.url);
                path.join(import.meta.dirname, 'd');
                new Worker('./e.js'); readFileSync('config.json');
                app.set('view engine', 'pug');
                """))
        .containsExactly(
            "BESIDE /views/index.html",
            "BESIDE /tpl…",
            "BESIDE /a.txt…",
            "BESIDE /b.txt",
            "BESIDE /./c.wasm",
            "BESIDE /d",
            "HERE ./e.js",
            "HERE config.json",
            "REQUIRE pug");
  }

  @Test
  void tellsWhatIsComputed() {
    assertThat(found("require('./locale/' + name); require(`./x-${y}.js`)"))
        .containsExactly("REQUIRE ./locale/…", "REQUIRE ./x-…");
    assertThat(found("require(path.join(__dirname, 'plugins', name))"))
        .containsExactly("LOADED_BESIDE /plugins…");
    assertThat(NodeSource.read("require(name)").isComputed()).isTrue();
    assertThat(NodeSource.read("import(name)").isComputed()).isTrue();
    assertThat(NodeSource.read("function require(name) {} typeof require; require()").isComputed())
        .isFalse();
  }

  @Test
  void endsForTextThatIsNoneAndDeepNesting() {
    for (String text :
        List.of("'", "`${", "/", "/[", "\\u{", "\"\\", "}}}))", "/*", "#!", "require(", "\0", "")) {
      assertThat(found(text)).isEmpty();
    }
    assertThat(found("(".repeat(1_000_000) + "`${".repeat(100_000))).isEmpty();
    assertThat(found("/".repeat(100_001) + "\nrequire('a')")).containsExactly("REQUIRE a");
  }
}
