package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same command gives the same image, wherever, whenever and by whom it is run. */
class ReproducibleTest {
  private static final List<String> BUNDLE =
      List.of("bundle", "/bin/bash", "/usr/bin/env", "--strip", "--layers", "auto", "-q");

  @TempDir Path temp;

  @Test
  void twoStoresInTwoFoldersGetTheSameDigest() throws Exception {
    Path first = Files.createDirectory(temp.resolve("first"));
    Path second = Files.createDirectories(temp.resolve("quite/another"));
    String one = digest(Kobako.withStore(first.resolve("home")).in(first));
    String other = digest(Kobako.withStore(second.resolve("home")).in(second));
    assertThat(one).matches("sha256:[0-9a-f]{64}\n").isEqualTo(other);
  }

  @Test
  void maskAndUserOfTheCallerLeaveNoTrace() throws Exception {
    String here = digest(Kobako.withStore(temp.resolve("here")));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String script =
        "umask 077; exec '%s' --enable-native-access=ALL-UNNAMED -Duser.timezone=Asia/Tokyo -cp '%s' dev.kobako.cli.Main %s -t box"
            .formatted(java, classes, String.join(" ", BUNDLE));
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "KOBAKO_HOME",
                temp.resolve("there").toString(),
                "USER",
                "somebody",
                "LC_ALL",
                "C.UTF-8"));
    String there = HostCommand.of(temp, "sh", "-c", script).withOnly(environment).output();
    // LC_ALL is heeded on purpose: it says which locale the programs need
    String same = digest(Kobako.withStore(temp.resolve("same")).with("LC_ALL", "C.UTF-8"));
    assertThat(there).isEqualTo(same);
    assertThat(here).isNotEqualTo(same);
  }

  @Test
  void theDayIsOnlyInAnImageThatIsToldIt() throws Exception {
    Kobako kobako = Kobako.withStore(temp.resolve("home"));
    String undated = digest(kobako);
    assertThat(created(kobako)).isEqualTo(Instant.EPOCH);
    Kobako dated = kobako.with("SOURCE_DATE_EPOCH", "1700000000");
    assertThat(digest(dated)).isNotEqualTo(undated);
    assertThat(created(kobako)).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(digest(dated)).isEqualTo(digest(dated.in(temp)));
  }

  @Test
  void aDayThatIsNoNumberIsRefused() {
    Kobako.Result result =
        Kobako.withStore(temp.resolve("home"))
            .with("SOURCE_DATE_EPOCH", "yesterday")
            .run("bundle", "/bin/true", "-t", "box");
    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: SOURCE_DATE_EPOCH=yesterday: expected seconds since 1970
                remedy: set it as in SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
                """));
  }

  private static String digest(Kobako kobako) {
    List<String> arguments = new java.util.ArrayList<>(BUNDLE);
    arguments.addAll(List.of("-t", "box"));
    return kobako.run(arguments).done().out();
  }

  private static Instant created(Kobako kobako) {
    return ImageStore.open(kobako.home())
        .image(ImageReference.parse("box"))
        .orElseThrow()
        .config()
        .created()
        .orElseThrow();
  }
}
