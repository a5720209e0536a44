package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Platform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to ask {@code kobako base} for what makes no sense, each with the way out it is told. */
@Timeout(60)
class BaseUsageTest {
  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void start() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
  }

  private void says(int code, String message, List<String> arguments) {
    Kobako.Result result = kobako.run(arguments);
    assertThat(result.err().replace(temp.toString(), "TEMP")).isEqualTo(message);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(code);
    assertThat(kobako.run("images", "-q").done().out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          debian:bookworm | kobako base: nothing says where the image should go | add -t NAME for the store or -o LOCATION, or --list to see what would be in it
          -t x | kobako base: nothing says which distribution | name one and its release, as in 'kobako base debian:bookworm -t base', or a file with --file base.yaml
          debian:bookwrm -t x | base 'debian:bookwrm': is no base, expected debian:SUITE or ubuntu:SUITE | did you mean 'debian:bookworm'?
          debain:bookworm -t x | base 'debain:bookworm': is no base, expected debian:SUITE or ubuntu:SUITE | did you mean 'debian:bookworm'?
          alpine:3 -t x | base 'alpine:3': is no base, expected debian:SUITE or ubuntu:SUITE | name one as in debian:bookworm
          debian:bookworm ubuntu:24.04 -t x | kobako base: 2 DISTRIBUTION:RELEASE given, expected at most 1 | 'kobako base --help' tells more
          debian:bookworm -t X | image name X: 'X' has upper-case letters | write it in lower case: x
          debian:bookworm -o rootfs:x | rootfs:x: images are not written as unpacked root file systems | write oci:FOLDER and unpack it, with umoci for example
          debian:bookworm -t x -p Hello | --package Hello: is no package's name | write a name, or a name and a version as in 'libssl3 (>= 3.0.15)'
          debian:bookworm -t x -p hello=1 | --package hello=1: is no package's name | write a name, or a name and a version as in 'libssl3 (>= 3.0.15)'
          debian:bookworm -t x --exclude Hello | --exclude Hello: is no package's name | write it as in libc6
          debian:bookworm -t x --workdir here | --workdir here: is not absolute | write the whole path, starting with a slash
          debian:bookworm -t x --platform linux/vax | platform linux/vax: has no port of Debian | name one of linux/amd64, linux/arm64, linux/arm/v7, linux/386, linux/ppc64le, linux/riscv64 and linux/s390x
          debian:bookworm -t x --mirror deb.debian.org | --mirror: is no URL of a package archive | write it as in http://deb.debian.org/debian; for a folder write --source 'deb [signed-by=FILE] file:/FOLDER SUITE main'
          debian:bookworm -t x --source nonsense | --source: the entry begins with 'nonsense' | write it as 'deb [signed-by=FILE] URL SUITE COMPONENT…'
          debian:bookworm -t x --snapshot yesterday | --snapshot: 'yesterday' is no point in time | write it like 20250520T000000Z or 20250520
          debian:bookworm -t x --entrypoint [1 | [1: is not a JSON array of texts | write it as ["program", "argument"]
          debian:bookworm -t x --distrolss | Unknown option: '--distrolss' | did you mean --distroless? 'kobako base --help' tells more
          debian:bookworm -t x --distroless | --distroless: no package is named, and nothing else would be in the base | name some, as in --package libc6,ca-certificates
          debian:bookworm -t x --dry-run | --dry-run: goes with --update alone | leave it out, or take --list to see what would be in a base
          --file base.yaml -p hello debian:bookworm -t x | --file base.yaml: says what is in the base, and so does --package, debian:bookworm | write it into the file
          --update no.lock -t x -p hello | --update: goes not with --package, --tag | the lock, or the file of the same name beside it, says what is in the base; compose it once the lock is updated
          --update no.lock debian:bookworm | --update: goes not with debian:bookworm | the lock, or the file of the same name beside it, says what is in the base; compose it once the lock is updated
          """)
  void anOptionThatMakesNoSense(String line, String fact, String remedy) {
    says(
        2,
        "kobako: %s\nremedy: %s\n".formatted(fact, remedy),
        List.of(("base " + line).split(" ")));
  }

  @ParameterizedTest
  @CsvSource({"--file no.yaml -t x, no.yaml", "--update no.lock, no.lock"})
  void aFileThatIsNotThere(String line, String file) {
    says(
        1,
        "kobako: TEMP/%s: there is no such file\nremedy: check the path\n".formatted(file),
        List.of(("base " + line).split(" ")));
  }

  @Test
  void scriptsThatCanNotRunHere() throws Exception {
    Kobako user = DebianBase.user(temp);
    String foreign = Platform.host().equals(Platform.parse("linux/arm64")) ? "amd64" : "arm64";
    Kobako.Result result =
        user.run("base", "debian:bookworm", "-t", "x", "--platform", "linux/" + foreign);

    assertThat(result)
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: platform linux/%s: its packages' scripts can't be run on this machine, %s
                remedy: compose it on such a machine, or add --distroless, which runs no scripts
                """
                    .formatted(foreign, Platform.host())));
  }
}
