package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.image.ImageReference;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class RegistriesConfTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @TempDir Path folder;
  private ConfigurationSandbox sandbox;
  private Path conf;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
    conf = sandbox.registriesConf();
  }

  @ParameterizedTest
  @CsvSource({
    "git, docker.io registry-1.docker.io:443/library/git",
    "ghcr.io/me/app:1, ghcr.io ghcr.io:443/me/app",
    "Reg.Example:5000/app, Reg.Example:5000 reg.example:5000/app",
    "localhost/app, localhost localhost:443/app insecure",
    "localhost:5000/app, localhost:5000 localhost:5000/app insecure",
    "127.0.0.1:5000/app, 127.0.0.1:5000 127.0.0.1:5000/app insecure",
    "127.9.9.9:5000/app, 127.9.9.9:5000 127.9.9.9:5000/app insecure",
    "[::1]:5000/app, [::1]:5000 ::1:5000/app insecure",
    "127.evil.example:5000/app, 127.evil.example:5000 127.evil.example:5000/app",
    "128.0.0.1:5000/app, 128.0.0.1:5000 128.0.0.1:5000/app",
  })
  void withoutConfigurationARegistryIsAskedItself(String reference, String endpoint) {
    assertThat(sandbox.pulls(reference)).containsExactly(endpoint);
    assertThat(ConfigurationSandbox.text(sandbox.route(reference).push())).isEqualTo(endpoint);
  }

  @Test
  void plainHttpGoesToItsOwnUsualPort() {
    Origin.Tcp plain = sandbox.route("localhost/app").push().plainOrigin();
    assertThat(plain).isEqualTo(new Origin.Tcp(Origin.Scheme.HTTP, "localhost", 80));

    assertThat(sandbox.route("localhost:443/app").push().plainOrigin().port()).isEqualTo(443);
    assertThatThrownBy(() -> sandbox.route("ghcr.io/app").push().plainOrigin())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAPortThatIsNone() {
    assertThatThrownBy(() -> sandbox.route("ghcr.io:99999/app"))
        .hasMessage(
            "image name ghcr.io:99999/app: 'ghcr.io:99999' is not a registry's host\n"
                + "remedy: write a name or address with, if need be, a port from 1 to 65535, as in"
                + " registry.example.com:5000");
  }

  @Test
  void mirrorsAreAskedInTheirOrderThenTheLocationAndAPushGoesToTheRegistry() {
    sandbox.write(
        conf,
        """
        unqualified-search-registries = ["quay.io"]
        [[registry]]
        prefix = "example.com/foo"
        location = "inner.example:8443/bar"
        [[registry.mirror]]
        location = "one.example"
        insecure = true
        [[registry.mirror]]
        location = "two.example/cache/foo"
        [aliases]
        git = "quay.io/git/git"
        """);

    assertThat(sandbox.pulls("example.com/foo/app:1"))
        .containsExactly(
            "one.example one.example:443/app insecure",
            "two.example two.example:443/cache/foo/app",
            "inner.example:8443 inner.example:8443/bar/app");
    assertThat(ConfigurationSandbox.text(sandbox.route("example.com/foo/app:1").push()))
        .isEqualTo("example.com example.com:443/foo/app");
    assertThat(sandbox.pulls("example.com/food/app"))
        .containsExactly("example.com example.com:443/food/app");
    assertThat(sandbox.pulls("git"))
        .containsExactly("docker.io registry-1.docker.io:443/library/git");
  }

  @Test
  void theLongestPrefixCountsAlone() {
    sandbox.write(
        conf,
        """
        registry = [
          { location = "example.com", insecure = true },
          { prefix = "example.com/a/b", location = "long.example/x" },
          { prefix = "example.com/a", location = "short.example" },
          { prefix = "example.com/a/b/app:1", location = "tag.example/special" },
          { prefix = "*.example.com", location = "wild.example" },
          { prefix = "own.example.com", location = "exact.example" },
        ]
        """);

    assertThat(sandbox.pulls("example.com/app"))
        .containsExactly("example.com example.com:443/app insecure");
    assertThat(sandbox.pulls("example.com/a/app"))
        .containsExactly("short.example short.example:443/app");
    assertThat(sandbox.pulls("example.com/a/b/app:2"))
        .containsExactly("long.example long.example:443/x/app");
    assertThat(sandbox.pulls("example.com/a/b/app:1"))
        .containsExactly("tag.example tag.example:443/special");
    assertThat(sandbox.pulls("deep.sub.example.com:5000/app"))
        .containsExactly("wild.example wild.example:443/app");
    assertThat(sandbox.pulls("own.example.com/app"))
        .containsExactly("exact.example exact.example:443/app");
    assertThat(sandbox.pulls("badexample.com/app"))
        .containsExactly("badexample.com badexample.com:443/app");
    assertThat(sandbox.pulls("example.com:5000/app"))
        .as("another port is another registry")
        .containsExactly("example.com:5000 example.com:5000/app");
  }

  @Test
  void aWildcardWithoutLocationLeavesTheNameAsItIs() {
    sandbox.write(conf, "[[registry]]\nprefix = '*.corp.example'\ninsecure = true\n");

    assertThat(sandbox.pulls("a.corp.example/app"))
        .containsExactly("a.corp.example a.corp.example:443/app insecure");
    assertThat(sandbox.pulls("corp.example/app"))
        .containsExactly("corp.example corp.example:443/app");
  }

  @Test
  void aMirrorIsAskedForDigestsOrTagsAsItSays() {
    sandbox.write(
        conf,
        """
        [[registry]]
        location = "a.example"
        mirror-by-digest-only = true
        [[registry.mirror]]
        location = "mirror.example"

        [[registry]]
        location = "b.example"
        [[registry.mirror]]
        location = "digests.example"
        pull-from-mirror = "digest-only"
        [[registry.mirror]]
        location = "tags.example"
        pull-from-mirror = "tag-only"
        [[registry.mirror]]
        location = "all.example"
        pull-from-mirror = "all"
        """);

    assertThat(sandbox.pulls("a.example/app:1")).containsExactly("a.example a.example:443/app");
    assertThat(sandbox.pulls("a.example/app" + DIGEST))
        .containsExactly("mirror.example mirror.example:443/app", "a.example a.example:443/app");
    assertThat(sandbox.route("b.example/app:1").pull())
        .extracting(Endpoint::domain)
        .containsExactly("tags.example", "all.example", "b.example");
    assertThat(sandbox.route("b.example/app:1" + DIGEST).pull())
        .extracting(Endpoint::domain)
        .containsExactly("digests.example", "all.example", "b.example");
  }

  @Test
  void aBlockedRegistryIsNotTouched() {
    sandbox.write(conf, "[[registry]]\nprefix = \"example.com/bad\"\nblocked = true\n");

    assertThatThrownBy(() -> sandbox.route("example.com/bad/app:1"))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
        .hasMessage(
            "example.com/bad/app:1: "
                + conf
                + " blocks 'example.com/bad'\n"
                + "remedy: take the image from another registry, or take 'blocked = true' out of"
                + " that file");
    assertThat(sandbox.pulls("example.com/good/app")).hasSize(1);
  }

  @Test
  void theUsersFileStandsForTheMachinesAndAVariableForBoth() {
    sandbox.write(conf, "[[registry]]\nprefix='x.example'\nlocation = \"machine.example\"\n");
    assertThat(sandbox.pulls("x.example/app"))
        .containsExactly("machine.example machine.example:443/app");

    sandbox.write(
        sandbox.home().resolve(".config/containers/registries.conf"),
        "[[registry]]\nprefix='x.example'\nlocation = \"user.example\"\n");
    assertThat(sandbox.pulls("x.example/app")).containsExactly("user.example user.example:443/app");

    Path own =
        sandbox.write(
            folder.resolve("own.conf"),
            "[[registry]]\nprefix='x.example'\nlocation = \"own.example\"\n");
    sandbox.set("CONTAINERS_REGISTRIES_CONF", own.toString());
    assertThat(sandbox.pulls("x.example/app")).containsExactly("own.example own.example:443/app");

    sandbox.set("CONTAINERS_REGISTRIES_CONF", folder.resolve("none").toString());
    assertThatThrownBy(() -> sandbox.pulls("x.example/app"))
        .hasMessage(
            folder.resolve("none")
                + ": there is no such file, though CONTAINERS_REGISTRIES_CONF names it\n"
                + "remedy: correct the variable, or unset it");
  }

  @Test
  void dropInsReplaceTablesOfTheSamePrefixInTheOrderOfTheirNames() {
    sandbox.write(
        conf,
        """
        [[registry]]
        prefix = "x.example"
        location = "main.example"
        insecure = true
        """);
    Path dropIns = sandbox.machine().resolve("etc/containers/registries.conf.d");
    sandbox.write(
        dropIns.resolve("20.conf"),
        "[[registry]]\nprefix='x.example'\nlocation='second.example'\n");
    sandbox.write(
        dropIns.resolve("10.conf"), "[[registry]]\nprefix='x.example'\nlocation='first.example'\n");
    sandbox.write(dropIns.resolve("30.conf.bak"), "[[[");

    assertThat(sandbox.pulls("x.example/app"))
        .containsExactly("second.example second.example:443/app");

    sandbox.write(
        sandbox.home().resolve(".config/containers/registries.conf.d/00.conf"),
        "[[registry]]\nprefix='x.example'\nlocation='user.example'\n");
    assertThat(sandbox.pulls("x.example/app")).containsExactly("user.example user.example:443/app");
  }

  @Test
  void aLocationMustReachAsDeepAsItsPrefix() {
    sandbox.write(conf, "[[registry]]\nprefix = 'a.example/app'\nlocation = 'b.example'\n");

    assertThatThrownBy(() -> sandbox.route("a.example/app:1"))
        .hasMessage(
            conf
                + ": the location 'b.example' is a host without a repository, though its prefix"
                + " 'a.example/app' has one\nremedy: write prefix and location to the same depth");
  }

  @Test
  void theUserCanAllowAllHosts() {
    RegistriesConf all = RegistriesConf.read(sandbox.places(), true);

    assertThat(all.route(ImageReference.parse("ghcr.io/app")).push().plainAllowed()).isTrue();
    assertThat(all.isUnverified(new Origin.Tcp(Origin.Scheme.HTTPS, "ghcr.io", 443))).isTrue();
  }
}
