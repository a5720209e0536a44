package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds with containers that are killed, have no room on the disk, or are there twice. */
class BuildFaultsTest {
  private static final int KILLS = Boolean.getBoolean("kobako.test.large") ? 50 : 8;

  /** Two stages with layers of some size, in which every build of another N runs everything. */
  private static final String STAGES =
      """
      ARG N=0
      RUN for i in 1 2 3 4 5 6 7 8; do echo $N.$i; done > /counted
      FROM tools AS one
      ARG N=0
      RUN /bin/busybox yes one$N | /bin/busybox head -c 3000000 > /one
      FROM tools
      ARG N=0
      RUN /bin/busybox yes two$N | /bin/busybox head -c 3000000 > /two
      COPY --from=one /one /one
      RUN /bin/busybox head -n 1 /one > /first && /bin/busybox tail -c 2 /two > /last
      """;

  @TempDir Path temp;

  @Test
  @Timeout(900)
  void whateverMomentABuildIsKilledTheNextOneIsRight() throws Exception {
    RealBuild build = RealBuild.in(temp);
    build.dockerfile(STAGES);
    Random random = new Random(6);
    long longest = duration(build);
    for (int i = 1; i <= KILLS; i++) {
      String n = "N=" + i;
      long delay = (long) (random.nextDouble() * longest);
      try (KobakoProcess process =
          KobakoProcess.start(build.kobako(), "build", "-q", "-t", "app", "--build-arg", n, ".")) {
        Thread.sleep(delay);
        process.kill();
      }
      build.assertNothingIsLeft();

      Map<String, String> files = build.files(List.of("--build-arg", n), "first", "one", "two");

      String when = "killed after " + delay + " ms of " + longest;
      assertThat(files.get("first")).as(when).isEqualTo("one" + i + "\n");
      assertThat(files.get("one")).as(when).hasSize(3_000_000).startsWith("one" + i + "\n");
      assertThat(files.get("two")).as(when).hasSize(3_000_000).startsWith("two" + i + "\n");
      assertThat(build.faults("app")).as(when).isEmpty();
      build.assertNothingIsLeft();
    }
    // Each command's own work folder goes with its process, and this JVM lives on.
    assertThat(build.halfDone())
        .noneMatch(name -> name.startsWith("staging/") || name.startsWith("locks/"));
  }

  /** How long a build takes that has all to do, in milliseconds. */
  private static long duration(RealBuild build) throws Exception {
    long start = System.nanoTime();
    try (KobakoProcess process =
        KobakoProcess.start(build.kobako(), "build", "-q", "-t", "app", ".")) {
      process.result().succeeded();
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  @Timeout(120)
  void twoBuildsAtOnceAreBothRightAndRunEachStepOnce() throws Exception {
    RealBuild build = RealBuild.in(temp);
    build.dockerfile(STAGES);
    String[] words = {"build", "--progress", "plain", "-t", "app", "."};

    Kobako.Result first;
    Kobako.Result other;
    try (KobakoProcess one = KobakoProcess.start(build.kobako(), words);
        KobakoProcess two = KobakoProcess.start(build.kobako(), words)) {
      first = one.result().succeeded();
      other = two.result().succeeded();
    }

    // Three of the shell, one of the second stage, three of the last.
    assertThat(done(first) + done(other)).as(first.err() + other.err()).isEqualTo(7);
    assertThat(build.faults("app")).isEmpty();
    assertThat(build.files(List.of(), "first", "last"))
        .isEqualTo(Map.of("first", "one0\n", "last", "0\n"));
    build.assertNothingIsLeft();
  }

  private static long done(Kobako.Result result) {
    return result.err().lines().filter(line -> line.matches("#[0-9]+ DONE .*")).count();
  }

  @Test
  @Timeout(120)
  void aDiskThatGetsFullIsNamedAndWithRoomTheBuildIsRight() throws Exception {
    HostCommand.assume("mount", "umount");
    Path disk = Files.createDirectory(temp.resolve("disk"));
    HostCommand.Result mount =
        HostCommand.of(temp, "mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", disk.toString())
            .run();
    assumeTrue(mount.code() == 0, () -> "skipped: mounting a small disk needs root: " + mount);
    try {
      RealBuild made = RealBuild.in(temp);
      RealBuild build =
          new RealBuild(
              made.kobako().with("KOBAKO_HOME", disk.resolve("home").toString()), made.context());
      // Busybox takes 2 MB as a tar and 2 MB as a folder; the file fits, the layer of it does not.
      build.dockerfile(
          """
          RUN /bin/busybox yes full | /bin/busybox head -c 3000000 > /file
          """);

      Kobako.Result full = build.kobako().run("build", "-q", "-t", "app", ".");

      assertThat(full.code()).as(full.err()).isEqualTo(3);
      assertThat(full.err()).contains("No space left on device", "remedy: free some space there");
      assertThat(build.kobako().run("images", "-q").done().out()).isEmpty();
      HostCommand.of(temp, "mount", "-o", "remount,size=200m", disk.toString()).output();
      assertThat(build.files(List.of(), "file").get("file")).hasSize(3_000_000);
      assertThat(build.faults("app")).isEmpty();
    } finally {
      HostCommand.of(temp, "umount", "-l", disk.toString()).output();
    }
  }
}
