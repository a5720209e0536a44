package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.StagedFile;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.Mount;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tools that {@code kobako setup} brings, at work; they come through the host's mirror. */
@Timeout(240)
class FetchedToolsTest {
  /** What all tests here share, so that nothing is fetched twice. */
  @TempDir static Path home;

  private static Kobako kobako = new Kobako(new TreeMap<>(), Path.of("/"), "");

  @TempDir Path temp;

  @BeforeAll
  static void fetchOnce() throws IOException {
    Path empty = Files.createDirectory(home.resolve("bin"));
    kobako = Kobako.withStore(home.resolve("kobako")).with("PATH", empty.toString());
    Kobako.Result result = kobako.run("setup", "-q", "runc", "busybox");
    assumeTrue(result.code() == 0, "needs a host whose apt has a mirror: " + result.err());
  }

  private static Path tool(String name) {
    return Path.of(kobako.run("setup", "-q", name).done().out().strip());
  }

  @Test
  void somebodyWithoutRightsStartsAContainerWithNothingButKobako() throws Exception {
    OrdinaryUser user = OrdinaryUser.in(temp, kobako.environment().getOrDefault("PATH", ""));

    HostCommand.Result setup = user.kobako("setup", "runc", "busybox").run();

    Path tools = temp.resolve(".local/share/kobako/tools");
    assertThat(setup.code()).as(setup.err()).isZero();
    assertThat(setup.err())
        .isEqualTo("fetching runc from Debian trixie\nfetching busybox from Debian trixie\n");
    assertThat(setup.out().lines())
        .allMatch(line -> line.contains("  " + tools) && line.endsWith("(kobako's own)"));
    String runc = user.kobako("setup", "-q", "runc").output().strip();
    String busybox = user.kobako("setup", "-q", "busybox").output().strip();

    Path bundle = temp.resolve("bundle");
    user.command(temp, busybox, "mkdir", "-p", bundle + "/rootfs/bin").output();
    user.command(temp, busybox, "cp", busybox, bundle + "/rootfs/bin/busybox").output();
    user.command(bundle, runc, "spec", "--rootless").output();
    Path config = bundle.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"terminal\": true", "\"terminal\": false")
            .replace("\"sh\"", "\"/bin/busybox\", \"echo\", \"a container\""));

    assertThat(user.command(bundle, runc, "--root", temp + "/state", "run", "kobako-test").run())
        .isEqualTo(new HostCommand.Result(0, "a container\n", ""));
  }

  @Test
  void toolsRunWhereThereIsNoCLibrary() throws Exception {
    Sandbox sandbox = Sandbox.available();
    for (String name : List.of("runc", "upx", "strip", "docker-registry")) {
      Path program = tool(name);
      Path root = Files.createDirectory(temp.resolve(name));
      Path folder = StagedFile.folderOf(program);

      RunResult result =
          sandbox.run(
              Run.of(root, List.of(program.toString(), "--version"), Duration.ofSeconds(60))
                  .withMounts(List.of(new Mount(folder, folder.toString(), true))));

      assertThat(result.ending())
          .as(new String(result.stderr(), StandardCharsets.UTF_8))
          .isEqualTo(new Ending.Exited(0));
      assertThat(new String(result.stdout(), StandardCharsets.UTF_8)).contains(name);
    }
  }

  @Test
  void aRunningRegistryHasNothingOfTheHostInItsMemory() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path configuration =
        Files.writeString(
            temp.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: 127.0.0.1:%d}
            """
                .formatted(temp.resolve("data"), port));
    Path program = tool("docker-registry");
    Process registry =
        new ProcessBuilder(program.toString(), "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("log").toFile())
            .start();
    try {
      assertThat(status(registry, port)).isEqualTo(200);
      try (Stream<String> maps = Files.lines(Path.of("/proc/" + registry.pid() + "/maps"))) {
        assertThat(
                maps.filter(line -> line.contains(" /"))
                    .map(line -> line.substring(line.indexOf(" /") + 1)))
            .isNotEmpty()
            .allMatch(file -> file.startsWith(StagedFile.folderOf(program).toString()));
      }
    } finally {
      registry.destroyForcibly().waitFor();
    }
  }

  /** What it answers, as soon as it does. */
  private int status(Process registry, int port) throws Exception {
    while (registry.isAlive()) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/v2/").toURL().openConnection();
        return connection.getResponseCode();
      } catch (ConnectException _) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError(Files.readString(temp.resolve("log")));
  }

  @Test
  void aBundleFetchesUpxByItselfAndSaysSo() throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "bash is needed as a program to pack");
    Kobako fresh = kobako.with("KOBAKO_HOME", temp.resolve("home").toString());

    Kobako.Result result = fresh.run("bundle", bash.toString(), "--upx=1", "-t", "packed");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("fetching upx from Debian trixie\n");
    assertThat(result.out()).contains("bash");
    Kobako.Result again = fresh.run("bundle", bash.toString(), "--upx=1", "-t", "packed", "-q");
    assertThat(again.code()).isZero();
    assertThat(again.err()).isEmpty();
  }

  @Test
  void onceFetchedAToolComesWithoutAServer() {
    Kobako.Result first = kobako.run("setup", "-q", "--own", "runc").done();

    assertThat(kobako.run("setup", "-q", "--own", "--offline", "runc").done()).isEqualTo(first);
  }

  @Test
  void garbageCollectionTakesPackagesWhenItIsAskedTo() throws Exception {
    Kobako fresh = kobako.with("KOBAKO_HOME", temp.resolve("home").toString());
    String busybox = fresh.run("setup", "-q", "busybox").done().out().strip();
    Path tools = temp.resolve("home/tools/busybox");
    Path older = Files.createDirectory(tools.resolve("1_1.30-1")).resolve("busybox");
    Files.copy(Path.of(busybox), older);

    assertThat(fresh.run("gc", "--dry-run").done().lines())
        .hasSize(2)
        .first()
        .asString()
        .endsWith("  tools that newer ones have replaced");
    Kobako.Result dry = fresh.run("gc", "--dry-run", "--packages").done();
    assertThat(dry.lines().getFirst())
        .containsPattern(" [kM]B  Debian packages and indexes: [0-9]+ files$");
    assertThat(older).exists();
    assertThat(fresh.run("gc", "--packages").done().out())
        .isEqualTo(dry.out().replace(" would go, ", " went, ").replace(" would stay", " stay"));
    assertThat(older).doesNotExist();
    assertThat(fresh.run("gc", "--json").done().out())
        .isEqualTo(
            """
            {
              "files" : [ ],
              "names" : [ ],
              "packages" : {
                "files" : 0,
                "freed" : 0,
                "left" : 0
              },
              "builds" : {
                "paths" : 0,
                "freed" : 0,
                "left" : 0
              },
              "tools" : 0,
              "freed" : 0,
              "left" : 0
            }
            """);
    assertThat(fresh.run("setup", "-q", "busybox").done().out().strip()).isEqualTo(busybox);
  }

  @Test
  void aLimitTakesPackagesFirst() {
    Kobako fresh = kobako.with("KOBAKO_HOME", temp.resolve("home").toString());
    fresh.run("setup", "-q", "busybox").done();

    assertThat(fresh.with("KOBAKO_STORE_LIMIT", "1kB").run("gc", "--json").done().out())
        .contains("\"left\" : 0\n}");
  }
}
