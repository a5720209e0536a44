package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeKindTest {
  private final FakeRoot root =
      FakeRoot.withGlibc().elf("/usr/local/bin/node", FakeRoot.program()).workingDirectory("/app");

  /** What is kept below {@code /app}, each with its reason. */
  private List<String> kept(String... words) throws IOException {
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    List<String> arguments = new ArrayList<>(List.of("node"));
    arguments.addAll(List.of(words));
    closure.keepProgram("/usr/local/bin/node", arguments, Reason.asked("named"));
    return Explained.lines(closure).stream().filter(line -> line.startsWith("/app/")).toList();
  }

  private List<String> paths(String... words) throws IOException {
    return kept(words).stream().map(line -> line.substring(0, line.indexOf(": "))).toList();
  }

  @Test
  void followsWhatTheScriptLoadsWithTheManifestsThatSayHow() throws IOException {
    root.file("/app/package.json", "{\"name\": \"app\", \"main\": \"server.js\"}")
        .file("/app/server.js", "require('./lib'); require('pkg'); require('fs'); require('none')")
        .file("/app/lib/index.js", "require('../data.json')")
        .file("/app/data.json", "{}")
        .file("/app/unused.js", "")
        .file("/app/node_modules/pkg/package.json", "{\"name\": \"pkg\", \"main\": \"./m\"}")
        .file("/app/node_modules/pkg/m.js", "require('dep/sub')")
        .file("/app/node_modules/pkg/README.md", "")
        .file("/app/node_modules/pkg/node_modules/dep/sub.js", "")
        .file("/app/node_modules/dep/sub.js", "")
        .file("/app/node_modules/fs/index.js", "");

    assertThat(kept("."))
        .containsExactly(
            "/app/data.json: loaded by /app/lib/index.js",
            "/app/lib/index.js: loaded by /app/server.js",
            "/app/node_modules/pkg/m.js: loaded by /app/server.js",
            "/app/node_modules/pkg/node_modules/dep/sub.js: loaded by /app/node_modules/pkg/m.js",
            "/app/node_modules/pkg/package.json: says how to load /app/node_modules/pkg/m.js",
            "/app/package.json: says how to load /app/server.js",
            "/app/server.js: run by /usr/local/bin/node");
  }

  @Test
  void choosesExportsByConditionAndPattern() throws IOException {
    root.file("/app/a.mjs", "import 'p'; import 'p/x/one'; import '#own'; import 'app/self'")
        .file("/app/b.cjs", "require('p')")
        .file(
            "/app/package.json",
            "{\"name\": \"app\", \"imports\": {\"#own\": \"./own.mjs\"},"
                + " \"exports\": {\"./self\": [\"./gone.js\", \"./self.mjs\"]}}")
        .file("/app/own.mjs", "")
        .file("/app/self.mjs", "")
        .file(
            "/app/node_modules/p/package.json",
            "{\"exports\": {\".\": {\"browser\": \"./web.js\", \"import\": \"./i.mjs\","
                + " \"default\": {\"require\": \"./r.cjs\"}}, \"./x/*\": \"./src/*.js\"}}");
    for (String name : List.of("web.js", "i.mjs", "r.cjs", "src/one.js", "src/two.js")) {
      root.file("/app/node_modules/p/" + name, "");
    }

    assertThat(paths("a.mjs"))
        .containsExactly(
            "/app/a.mjs",
            "/app/node_modules/p/i.mjs",
            "/app/node_modules/p/package.json",
            "/app/node_modules/p/src/one.js",
            "/app/own.mjs",
            "/app/package.json",
            "/app/self.mjs");
    assertThat(paths("b.cjs"))
        .containsExactly(
            "/app/b.cjs",
            "/app/node_modules/p/package.json",
            "/app/node_modules/p/r.cjs",
            "/app/package.json");
    assertThat(paths("-C", "browser", "b.cjs")).contains("/app/node_modules/p/web.js");
  }

  @Test
  void followsPackagesThroughTheLinksOfPnpm() throws IOException {
    root.file("/app/s.js", "require('p')")
        .link("/app/node_modules/p", ".pnpm/p@1/node_modules/p")
        .file("/app/node_modules/.pnpm/p@1/node_modules/p/index.js", "require('q')")
        .link("/app/node_modules/.pnpm/p@1/node_modules/q", "../../q@2/node_modules/q")
        .file("/app/node_modules/.pnpm/q@2/node_modules/q/index.js", "");

    assertThat(paths("s.js"))
        .containsExactly(
            "/app/node_modules/.pnpm/p@1/node_modules/p/index.js",
            "/app/node_modules/.pnpm/p@1/node_modules/q",
            "/app/node_modules/.pnpm/q@2/node_modules/q/index.js",
            "/app/node_modules/p",
            "/app/s.js");
  }

  @Test
  void keepsAPackageThatComputesNamesWithWhatItDependsOn() throws IOException {
    root.file("/app/s.js", "require('p')")
        .file("/app/node_modules/p/index.js", "require(name)")
        .file(
            "/app/node_modules/p/package.json",
            "{\"name\": \"p\", \"optionalDependencies\": {\"q\": \"1\", \"absent\": \"1\"}}")
        .file("/app/node_modules/p/lib/a.js", "require('r')")
        .file("/app/node_modules/p/test/t.js", "")
        .file("/app/node_modules/p/lib/a.js.map", "")
        .file("/app/node_modules/p/LICENSE.md", "")
        .file("/app/node_modules/q/index.js", "")
        .file("/app/node_modules/r/index.js", "");

    assertThat(paths("s.js"))
        .containsExactly(
            "/app/node_modules/p/LICENSE.md",
            "/app/node_modules/p/index.js",
            "/app/node_modules/p/lib/a.js",
            "/app/node_modules/p/package.json",
            "/app/node_modules/q/index.js",
            "/app/node_modules/r/index.js",
            "/app/s.js");
  }

  @Test
  void keepsNativeAddonsOfThisPlatformWithTheirLibraries() throws IOException {
    root.file("/app/s.js", "require('p')")
        .file("/app/node_modules/p/package.json", "{\"name\": \"p\"}")
        .file("/app/node_modules/p/index.js", "require('node-gyp-build')(__dirname)")
        .file("/app/node_modules/p/prebuilds/darwin-x64/p.node", "no")
        .elf(
            "/app/node_modules/p/prebuilds/linux-x64/p.node",
            ElfBuilder.elf64().needed("libz.so.1"))
        .library("libz.so.1", ElfBuilder.elf64().soname("libz.so.1"))
        .file("/app/node_modules/node-gyp-build/index.js", "");

    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keepProgram("/usr/local/bin/node", List.of("node", "s.js"), Reason.asked("named"));

    assertThat(Explained.lines(closure))
        .contains(
            "/app/node_modules/p/prebuilds/linux-x64/p.node: a native addon for"
                + " /app/node_modules/p/index.js (guessed: node)",
            "/usr/lib/x86_64-linux-gnu/libz.so.1: NEEDED by"
                + " /app/node_modules/p/prebuilds/linux-x64/p.node")
        .noneMatch(line -> line.contains("darwin"));
  }

  @Test
  void readsOptionsAndTextOfTheCommandLine() throws IOException {
    root.file("/app/first.js", "").file("/app/second.js", "").file("/app/x.js", "");

    assertThat(paths("-r", "./first.js", "-p", "require('./x').y", "ignored"))
        .containsExactly("/app/first.js", "/app/x.js");
    root.environment("NODE_OPTIONS", "--import ./second.js");
    assertThat(paths("x.js")).containsExactly("/app/second.js", "/app/x.js");
  }

  @Test
  void followsTheScriptsOfNpm() throws IOException {
    root.file("/app/package.json", "{\"scripts\": {\"start\": \"NODE_ENV=x node s.js && tool\"}}")
        .file("/app/s.js", "")
        .link("/app/node_modules/.bin/tool", "../tool/cli.js")
        .script("/app/node_modules/tool/cli.js", "#!/usr/bin/env node\nrequire('./main')")
        .file("/app/node_modules/tool/main.js", "")
        .elf("/usr/bin/env", FakeRoot.program())
        .script("/usr/local/bin/npm", "#!/usr/local/bin/node\n");
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());

    closure.keepRunning("/usr/local/bin/npm", List.of("npm", "start"), Reason.asked("named"));

    assertThat(Explained.lines(closure).stream().map(line -> line.split(": ")[0]))
        .contains(
            "/app/package.json",
            "/app/s.js",
            "/app/node_modules/.bin/tool",
            "/app/node_modules/tool/cli.js",
            "/app/node_modules/tool/main.js");
  }

  @Test
  void takesDamagedManifestsAndCirclesAsTheyCome() throws IOException {
    root.file("/app/s.js", "require('p'); require('q'); require('r/x'); require('\\0'); '\\x")
        .file("/app/node_modules/p/package.json", "{\"main\": ")
        .file("/app/node_modules/p/index.js", "require('../../s.js')")
        .file("/app/node_modules/q/package.json", "{\"main\": \".\", \"exports\": null}")
        .file(
            "/app/node_modules/r/package.json",
            "{\"exports\": {\"./*\": {\"default\": [null, 1, {}, \"r/y*\"]}}}");

    assertThat(paths("s.js"))
        .containsExactly(
            "/app/node_modules/p/index.js", "/app/node_modules/p/package.json", "/app/s.js");
  }
}
