package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that can't be written. */
@Timeout(90)
class BadDiskTest {
  @TempDir Path temp;

  @Test
  void aFullDiskIsNamedAndLeavesTheStoreAsItWas() throws Exception {
    HostCommand.assume("mount", "umount");
    Path disk = Files.createDirectory(temp.resolve("disk"));
    HostCommand.Result mount =
        HostCommand.of(temp, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
            .run();
    assumeTrue(mount.code() == 0, () -> "skipped: mounting a small disk needs root: " + mount);
    try {
      Kobako.Result result =
          Kobako.withStore(disk.resolve("home")).run("bundle", "/bin/bash", "-t", "after");
      String message =
          """
          kobako: HOME/staging/staged-file: can't be written: No space left on device
          remedy: free some space there, or choose a folder on another disk (KOBAKO_HOME for the store)
          """;
      assertThat(
              result
                  .err()
                  .replace(disk.resolve("home").toString(), "HOME")
                  .replaceAll("staged-[0-9a-f-]+", "staged-file"))
          .isEqualTo(message);
      assertThat(result.out()).isEmpty();
      assertThat(result.code()).isEqualTo(3);
      assertThat(filesBelow(disk)).isEmpty();
    } finally {
      HostCommand.of(temp, "umount", disk.toString()).output();
    }
  }

  @Test
  void aStoreThatAnotherProcessIsWriting() throws Exception {
    HostCommand.assume("python3");
    RefusedCommand refused = RefusedCommand.in(temp);
    Path lock = temp.resolve("home/store/index.json.lock");
    String holder =
        """
        import fcntl, sys
        lock = open(sys.argv[1], 'w')
        fcntl.lockf(lock, fcntl.LOCK_EX)
        print('held', flush=True)
        sys.stdin.read()
        """;
    Process other = new ProcessBuilder("python3", "-c", holder, lock.toString()).start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      Kobako.Result result = refused.kobako().run("bundle", "/bin/true", "-t", "after");
      assertThat(result.err().replace(temp.toString(), "TEMP"))
          .isEqualTo(
              """
              kobako: TEMP/home/store/index.json.lock: another process has held the lock on this file for 30 s
              remedy: wait until it is done, or find it with 'lsof TEMP/home/store/index.json.lock' and end it
              """);
      assertThat(result.out()).isEmpty();
      assertThat(result.code()).isEqualTo(3);
      assertThat(refused.kobako().run("bundle", "--list", "--from", "before", "/bin/true").lines())
          .contains("/usr/bin/true");
      assertThat(Files.readString(temp.resolve("home/store/index.json"))).doesNotContain("after");
    } finally {
      other.outputWriter().close();
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    refused.kobako().run("bundle", "/bin/true", "-t", "after", "-q").done();
  }

  /** All but folders, and the small files that make an empty store. */
  private static List<String> filesBelow(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !List.of("oci-layout", "index.json", "use.lock").contains(name))
          .toList();
    }
  }
}
