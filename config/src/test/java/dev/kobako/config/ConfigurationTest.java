package dev.kobako.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private static Configuration read(String text) {
    return Configuration.read("config.yaml", text.getBytes(UTF_8));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private SortedMap<String, String> environment() {
    return new TreeMap<>(Map.of("HOME", folder.resolve("home").toString()));
  }

  @Test
  void bothFieldsAreRead() {
    Configuration all =
        read(
            """
            bases: compose
            mirrors:
              debian: http://mirror.example/debian//
              ubuntu: https://me:secret@mirror.example:8443/ubuntu
            """);
    assertThat(all.bases()).contains(Configuration.Bases.COMPOSE);
    assertThat(all.mirrors().values())
        .extracting(MirrorUrl::text)
        .containsExactly(
            "http://mirror.example/debian", "https://me:secret@mirror.example:8443/ubuntu");
    assertThat(all.toString())
        .isEqualTo(
            "Configuration[bases=Optional[COMPOSE], mirrors={debian=http://mirror.example/debian,"
                + " ubuntu=https://mirror.example:8443/ubuntu}, budgets=Optional.empty, lint=Optional.empty]");
    assertThat(read("mirrors: {debian: 'file:/srv/mirror/'}").mirrors().toString())
        .isEqualTo("{debian=file:/srv/mirror}");
    assertThat(read("bases: never").bases()).contains(Configuration.Bases.NEVER);
    assertThat(read("# nothing\n")).isEqualTo(Configuration.NONE);
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThat(Thrown.by(() -> read("bases: composed\n")))
        .isEqualTo(
            """
            FINDING
            config.yaml:1:8: bases: 'composed', expected compose or never
            remedy: did you mean 'compose'?\
            """);
    assertThat(Thrown.by(() -> read("mirror: {}\n")))
        .isEqualTo(
            """
            FINDING
            config.yaml:1:1: 'mirror' is no field, expected bases, mirrors, budgets, lint
            remedy: did you mean 'mirrors'?\
            """);
    assertThat(Thrown.by(() -> read("mirrors: {fedora: http://h/}\n")))
        .isEqualTo(
            """
            FINDING
            config.yaml:1:11: 'fedora' is no field of mirrors, expected debian, ubuntu
            remedy: remove it\
            """);
  }

  @Test
  void mirrorMustBeTheUrlOfAFolder() {
    String wrong =
        """
        FINDING
        config.yaml:1:19: mirrors.debian: %s, expected the URL of a package archive: %s
        remedy: write http:// or https:// with a host and the archive's folder, or file:/FOLDER\
        """;
    assertThat(Thrown.by(() -> read("mirrors: {debian: ftp://me:secret@h/x}")))
        .isEqualTo(
            wrong.formatted("'ftp://…@h/x'", "it has neither http:// nor https:// nor file:/"));
    assertThat(Thrown.by(() -> read("mirrors: {debian: http://me:secret@/x}")))
        .isEqualTo(wrong.formatted("'http://…@/x'", "it has no host"));
    assertThat(Thrown.by(() -> read("mirrors: {debian: 'http:///'}")))
        .isEqualTo(wrong.formatted("'http:///'", "it has neither http:// nor https:// nor file:/"));
    assertThat(Thrown.by(() -> read("mirrors: {debian: 'http://h/x?y'}")))
        .isEqualTo(
            wrong.formatted(
                "'http://h/x?y'", "it has characters that are not in the URL of a folder"));
    String longest = "http://h/" + "x".repeat(1100);
    assertThat(Thrown.by(() -> read("mirrors: {debian: " + longest + "}")))
        .isEqualTo(
            wrong.formatted(
                "'" + longest.substring(0, 120) + "…'", "it has more than 1024 characters"));
  }

  @Test
  void projectCountsMoreThanUser() throws IOException {
    write("home/.config/kobako/config.yaml", "bases: never\nmirrors: {debian: http://user/d}\n");
    write("work/.kobako.yaml", "bases: compose\nmirrors: {ubuntu: http://project/u}\n");
    Configuration read = ConfigurationFiles.read(environment(), folder.resolve("work"));
    assertThat(read.toString())
        .isEqualTo(
            "Configuration[bases=Optional[COMPOSE], mirrors={debian=http://user/d,"
                + " ubuntu=http://project/u}, budgets=Optional.empty, lint=Optional.empty]");
    assertThat(ConfigurationFiles.read(environment(), folder).bases())
        .contains(Configuration.Bases.NEVER);
    assertThat(ConfigurationFiles.read(new TreeMap<>(), folder)).isEqualTo(Configuration.NONE);
  }

  @Test
  void projectsFileIsLookedForUpToTheRootOfTheWorkingCopy() throws IOException {
    write(".kobako.yaml", "bases: never\n");
    Path deep = Files.createDirectories(folder.resolve("copy/a/b"));
    assertThat(ConfigurationFiles.project(deep)).isEmpty();
    Files.createDirectories(folder.resolve("copy/.git"));
    assertThat(ConfigurationFiles.project(deep)).isEmpty();
    Path root = write("copy/.kobako.yaml", "bases: never\n");
    assertThat(ConfigurationFiles.project(deep)).contains(root);
    Path nearer = write("copy/a/.kobako.yaml", "bases: never\n");
    assertThat(ConfigurationFiles.project(deep)).contains(nearer);
    assertThat(ConfigurationFiles.project(folder)).contains(folder.resolve(".kobako.yaml"));
  }

  @Test
  void usersFileIsInTheXdgFolder() throws IOException {
    Path home = write("home/.config/kobako/config.yaml", "");
    Path xdg = write("xdg/kobako/config.yaml", "");
    SortedMap<String, String> environment = environment();
    assertThat(ConfigurationFiles.user(environment)).contains(home);
    environment.put("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
    assertThat(ConfigurationFiles.user(environment)).contains(xdg);
    environment.put("XDG_CONFIG_HOME", "relative");
    assertThat(ConfigurationFiles.user(environment)).contains(home);
    environment.put("HOME", "");
    assertThat(ConfigurationFiles.user(environment)).isEqualTo(Optional.empty());
  }

  @Test
  void fileThatIsNoneIsNamed() throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(work.resolve(".kobako.yaml"));
    assertThat(Thrown.by(() -> ConfigurationFiles.read(environment(), work)))
        .isEqualTo(
            "FINDING\n"
                + work.resolve(".kobako.yaml")
                + ": is no file, expected YAML\nremedy: name a file");
    Path none = folder.resolve("none.yaml");
    assertThat(Thrown.by(() -> ConfigurationFiles.bytes(none)))
        .isEqualTo("FINDING\n" + none + ": there is no such file\nremedy: check the path");
  }

  @Test
  void fileThatCannotBeReadIsNamedWithTheReason() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThat(Thrown.by(() -> ConfigurationFiles.bytes(loop)))
        .isEqualTo(
            "OUTSIDE\n"
                + loop
                + ": can't be read: Too many levels of symbolic links or unable to access attributes of symbolic link\n"
                + "remedy: check that the file can be read by you");
  }

  @Test
  void onlyTheBytesThatAreNeededAreRead() throws IOException {
    Path huge = Files.write(folder.resolve("huge"), new byte[2 * Yaml.MAX_BYTES]);
    assertThat(ConfigurationFiles.bytes(huge)).hasSize(Yaml.MAX_BYTES + 1);
    assertThat(ConfigurationFiles.bytes(write("small", "x"))).containsExactly('x');
  }
}
