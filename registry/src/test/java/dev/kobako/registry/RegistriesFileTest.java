package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class RegistriesFileTest {
  @TempDir Path folder;
  private ConfigurationSandbox sandbox;
  private Path conf;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
    conf = sandbox.registriesConf();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[registry]]~insecure = true|: registry[0]|has neither prefix nor location, expected at least one",
        "[[registry]]~location = 5|: registry[0]: location|is no text",
        "[[registry]]~location = 'a.example'~blocked = 'yes'"
            + "|: registry[0]: blocked|is neither true nor false",
        "[[registry]]~location = 'https://a.example'"
            + "|: registry[0]: location"
            + "|'https://a.example', expected a host without a scheme; insecure = true allows plain HTTP",
        "[[registry]]~prefix = 'a.*.example'"
            + "|: registry[0]: prefix|'a.*.example', expected a '*' only as in *.example.com",
        "[[registry]]~location = 'a.example'~[[registry.mirror]]~insecure = true"
            + "|: registry[0]: mirror[0]|has no location",
        "[[registry]]~location = 'a.example'~[[registry.mirror]]~location = 'b.example'~pull-from-mirror = 'some'"
            + "|: registry[0]: mirror[0]: pull-from-mirror"
            + "|'some', expected all, digest-only or tag-only",
        "[[registry]]~location = 'a.example'~mirror-by-digest-only = true~[[registry.mirror]]~location = 'b.example'~pull-from-mirror = 'all'"
            + "|: registry[0]: mirror[0]: pull-from-mirror"
            + "|contradicts mirror-by-digest-only of its registry",
        "[[registry]]~location = 'a.example/App?x'"
            + "|: registry[0]: location|'a.example/App?x' can't be a part of an image's name",
        "registry = { location = 'a.example' }|: registry|is no array of tables",
        "registry = [ 1, {} ]|: registry[0]|is no table",
        "[[registry]]~location = 'a.example'~mirror = 'b.example'"
            + "|: registry[0]: mirror|is no array of tables",
      })
  void tellsWhatIsWrongInAFile(String text, String place, String fact) {
    sandbox.write(conf, text.replace('~', '\n'));

    assertThatThrownBy(() -> sandbox.route("x.example/app"))
        .hasMessage(
            conf
                + place
                + ": "
                + fact
                + "\nremedy: correct the file; its format is in containers-registries.conf(5)");
  }

  @Test
  void tellsTheLineWhereAFileIsNoToml() {
    sandbox.write(conf, "# fine\n[[registry]]\nlocation = 'a.example\n");

    assertThatThrownBy(() -> sandbox.route("x.example/app"))
        .hasMessageStartingWith(conf + ": not TOML that can be read at line 3, column ")
        .hasMessageEndingWith(
            "\nremedy: correct the file; its format is in containers-registries.conf(5)");
  }

  @Test
  void refusesHostileNesting() {
    sandbox.write(conf, "a = " + "[".repeat(200_000));

    assertThatThrownBy(() -> sandbox.route("x.example/app"))
        .hasMessage(
            conf
                + ": has more than 32 open brackets\n"
                + "remedy: correct the file; its format is in containers-registries.conf(5)");
  }

  @Test
  void aFileThatCanHaveNoTableIsNotEvenParsed() {
    sandbox.write(
        conf, "# [[registry]]\n# location = 'a.example'\nunqualified-search-registries = ['x']\n");
    sandbox.write(
        sandbox.machine().resolve("etc/containers/registries.conf.d/shortnames.conf"),
        "[aliases]\n  \"registry\" = = \"quay.io/library/registry\"\n");

    assertThat(sandbox.pulls("x.example/app")).containsExactly("x.example x.example:443/app");
  }
}
