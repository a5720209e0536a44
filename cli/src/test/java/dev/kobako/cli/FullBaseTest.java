package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.cli.RuncContainer.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako base debian:bookworm}, unpacked by tar and run by runc. */
@Timeout(300)
class FullBaseTest {
  @TempDir static Path temp;
  private static Path root = Path.of("/nonexistent");

  @BeforeAll
  static void compose() throws Exception {
    HostCommand.assume("runc", "tar");
    DebianBase.assumeRoot();
    Kobako kobako = DebianBase.user(temp);
    kobako.run(DebianBase.full("full")).succeeded();
    root = DebianBase.unpacked(kobako, "full", temp.resolve("root"));
  }

  /** JUnit would warn of each link that leads out of the folder. */
  @AfterAll
  static void remove() throws Exception {
    HostCommand.of(temp, "rm", "-rf", "root").output();
  }

  private static String run(String script) throws Exception {
    HostCommand.Result result =
        new RuncContainer(
                temp, root, Files.createDirectories(temp.resolve("src")), new Users.All(0))
            .run(
                List.of("sh", "-ec", script),
                new TreeMap<>(
                    Map.of(
                        "PATH",
                        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "DEBIAN_FRONTEND",
                        "noninteractive")));
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  @Test
  void dpkgFindsNothingWrong() throws Exception {
    assertThat(run("dpkg --audit; dpkg --verify; dpkg --configure -a; apt-get check -qq"))
        .isEmpty();
  }

  @Test
  void usersOwnersAndModesAreThoseOfDebian() throws Exception {
    assertThat(
            run(
                """
                cd /
                stat -c '%n %a %U:%G' etc/shadow var/mail usr/bin/su tmp root
                id -u _apt
                getent group staff
                """))
        .isEqualTo(
            """
            etc/shadow 640 root:shadow
            var/mail 2775 root:mail
            usr/bin/su 4755 root:root
            tmp 1777 root:root
            root 700 root:root
            42
            staff:x:50:
            """);
  }

  @Test
  void aptInstallsAPackage() throws Exception {
    String out = run("apt-get update -q && apt-get install -qy hello && hello && dpkg --audit");

    assertThat(out).endsWith("Hello, world!\n").doesNotContain("W:");
  }
}
