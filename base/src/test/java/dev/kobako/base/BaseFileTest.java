package dev.kobako.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.apt.SourceChoice;
import dev.kobako.debian.Relation;
import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseFileTest {
  private static final Path FOLDER = Path.of("/home/me/project");

  private static final String COMPLETE =
      """
      base: debian:12-slim
      kind: distroless
      packages: [libc6, ca-certificates, "tzdata (>=2024a)", python3:any]
      exclude: [dash]
      recommends: true
      copyright: false
      sources:
        mirror: http://me:secret@mirror.example/debian/
        components: [main, non-free-firmware]
        snapshot: 20250520T000000Z
      users:
        - {name: app, uid: 1000, gid: 1001, home: /app, shell: /bin/sh}
        - {name: other, uid: 4294967294}
      files:
        - {from: ./conf/app.conf, to: /etc/app.conf, mode: "0640", owner: app}
        - {from: ../shared, to: /opt/shared/, owner: 7:8}
        - to: /etc/motd
          text: |
            hello
          mode: 755
      environment: {LANG: C.UTF-8, EMPTY: ""}
      entrypoint: [/usr/bin/app, --flag]
      command: [serve]
      workdir: /app
      user: app
      labels: {org.example.a=b: x}
      platforms: [linux/amd64, linux/arm/v7]
      """;

  private static BaseFile read(String text) {
    return BaseFile.read(text.getBytes(UTF_8), "base.yaml", FOLDER);
  }

  @Test
  void everyFieldIsRead() {
    BaseFile file = read(COMPLETE);
    assertThat(file.name()).hasToString("debian:bookworm-slim");
    assertThat(file.platforms())
        .containsExactly(Platform.parse("linux/amd64"), Platform.parse("linux/arm/v7"));
    BaseRequest request = file.request();
    assertThat(request.suite()).isEqualTo("bookworm");
    assertThat(request.kind()).isEqualTo(BaseRequest.Kind.DISTROLESS);
    assertThat(request.packages())
        .extracting(Relation::toString)
        .containsExactly("libc6", "ca-certificates", "tzdata (>= 2024a)", "python3:any");
    assertThat(request.excluded()).containsExactly("dash");
    assertThat(request.recommends()).isTrue();
    assertThat(request.copyright()).isFalse();
    assertThat(request.accounts())
        .containsExactly(
            new BaseRequest.Account("app", 1000, 1001, "/app", "/bin/sh"),
            new BaseRequest.Account(
                "other", 4294967294L, 4294967294L, "/home/other", "/usr/sbin/nologin"));
    assertThat(request.files())
        .containsExactly(
            new BaseRequest.AddedFile(
                new BaseRequest.AddedFile.Source.Host(FOLDER.resolve("conf/app.conf")),
                "/etc/app.conf",
                0640,
                1000,
                1001),
            new BaseRequest.AddedFile(
                new BaseRequest.AddedFile.Source.Host(Path.of("/home/me/shared")),
                "/opt/shared",
                -1,
                7,
                8),
            new BaseRequest.AddedFile(
                new BaseRequest.AddedFile.Source.Text("hello\n"), "/etc/motd", 0755, 0, 0));
    assertThat(request.settings().toString())
        .isEqualTo(
            "BaseSettings[environment={EMPTY=, LANG=C.UTF-8}, entrypoint=[/usr/bin/app, --flag],"
                + " command=[serve], workingDirectory=/app, user=app, labels={org.example.a=b=x}]");
  }

  @Test
  void littleIsEnough() {
    BaseFile file = read("base: debian:bookworm\n");
    BaseName bookworm = new BaseName("debian", "bookworm", false);
    assertThat(file)
        .isEqualTo(
            new BaseFile(
                bookworm,
                BaseRequest.of(bookworm, BaseRequest.Kind.FULL),
                SourceWishes.NONE,
                List.of()));
  }

  @Test
  void sourcesAreHandedToAptWithTheirPasswordWhichNobodySees() {
    SourceWishes sources = read(COMPLETE).sources();
    assertThat(sources.choice(Path.of("/")))
        .isEqualTo(
            new SourceChoice(
                Path.of("/"),
                List.of(),
                Optional.of("http://me:secret@mirror.example/debian"),
                List.of("main", "non-free-firmware"),
                Optional.of("20250520T000000Z")));
    assertThat(sources.toString())
        .isEqualTo(
            "SourceWishes[mirror=Optional[http://mirror.example/debian], components=[main,"
                + " non-free-firmware], snapshot=Optional[20250520T000000Z], lines=[]]");
    SourceWishes lines =
        read("base: debian:sid\nsources: {lines: ['deb [signed-by=/k] http://a:b@h/d sid main']}")
            .sources();
    assertThat(lines.choice(Path.of("/")).lines())
        .containsExactly("deb [signed-by=/k] http://a:b@h/d sid main");
    assertThat(lines.choice(Path.of("/")).components()).containsExactly("main");
    assertThat(lines.toString()).contains("http://…@h/d sid").doesNotContain("a:b");
  }

  @Test
  void wishesAreCompletedByThoseOfLessWeight() {
    SourceWishes file = read("base: debian\nsources: {components: [main, contrib]}").sources();
    SourceWishes configuration =
        read("base: debian\nsources: {mirror: 'http://h/d', components: [main]}").sources();
    assertThat(file.or(configuration).toString())
        .isEqualTo(
            "SourceWishes[mirror=Optional[http://h/d], components=[main, contrib],"
                + " snapshot=Optional.empty, lines=[]]");
    SourceWishes lines =
        read("base: debian\nsources: {lines: [deb http://h/d sid main]}").sources();
    assertThat(lines.or(configuration)).isEqualTo(lines);
    assertThat(SourceWishes.NONE.or(lines)).isEqualTo(lines);
    assertThatThrownBy(() -> file.or(lines))
        .hasMessage(
            """
            --component: given beside sources: lines of the file, which stand alone
            remedy: write it into the lines, or name a --mirror in their place\
            """);
    assertThatThrownBy(() ->
            new SourceWishes(Optional.empty(), List.of("main"), Optional.empty(), List.of("deb x")))
        .hasMessage("lines stand alone");
  }

  /** Each line: the field, what is at its place, the message, the remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base: fedora:42 | 1:7 | base: 'fedora:42', expected debian:SUITE or ubuntu:SUITE | name one as in debian:bookworm",
        "base: debian:bookwrom | 1:7 | base: 'debian:bookwrom', expected debian:SUITE or ubuntu:SUITE | did you mean 'debian:bookworm'?",
        "{base: debian, kind: ful} | 1:22 | kind: 'ful', expected full or distroless | did you mean 'full'?",
        "{base: debian, packages: [Libc6]} | 1:27 | packages: 'Libc6', expected a package's name, perhaps with a version in brackets | write it as in libc6, or tzdata (>= 2024a) with <<, <=, =, >= or >>",
        "{base: debian, packages: [libc6, libc6]} | 1:34 | packages: 'libc6', expected every package once | remove one of them",
        "{base: debian, exclude: [a b]} | 1:26 | exclude: 'a b', expected a package's name | write it as in libc6",
        "{base: debian, packages: [dash], exclude: [dash]} | 1:44 | exclude: 'dash', expected a package that 'packages' doesn't ask for | remove it here or there",
        "{base: debian, recommends: yes} | 1:28 | recommends: 'yes', expected true or false | write one of them, without quotes",
        "{base: debian, sources: {mirror: h/d}} | 1:34 | sources.mirror: 'h/d', expected the URL of a package archive: it has neither http:// nor https:// nor file:/ | write http:// or https:// with a host and the archive's folder, or file:/FOLDER",
        "{base: debian, sources: {snapshot: '2025'}} | 1:36 | sources.snapshot: '2025', expected a point in time | write it as in 20250520T000000Z, in UTC",
        "{base: debian, sources: {snapshot: 20251350T000000Z}} | 1:36 | sources.snapshot: '20251350T000000Z', expected a point in time | write it as in 20250520T000000Z, in UTC",
        "{base: debian, sources: {components: [../x]}} | 1:39 | sources.components: '../x', expected a component of the archive | write it as in main",
        "{base: debian, sources: {lines: ['http://a:b@h/d x main']}} | 1:34 | sources.lines: 'http://…@h/d x main', expected an entry of sources.list(5) | write it as in deb http://HOST/debian bookworm main",
        "{base: debian, sources: {lines: [deb http://h/d x y], snapshot: x}} | 1:25 | sources: both 'lines' and 'snapshot', expected lines alone or the others | say all of it in the lines, or remove them",
        "{base: debian, users: [{uid: 1}]} | 1:24 | no field 'name', expected the user's name | add name: …",
        "{base: debian, users: [{name: app}]} | 1:24 | no field 'uid', expected the user's number | add uid: …",
        "{base: debian, users: [{name: 'a:b', uid: 1}]} | 1:31 | users.name: 'a:b', expected a user's name other than root | 'use up to 32 of a-z, 0-9, ''-'' and ''_'', beginning with a letter or ''_'''",
        "{base: debian, users: [{name: root, uid: 1}]} | 1:31 | users.name: 'root', expected a user's name other than root | 'use up to 32 of a-z, 0-9, ''-'' and ''_'', beginning with a letter or ''_'''",
        "{base: debian, users: [{name: a, uid: 4294967295}]} | 1:39 | users.uid: '4294967295', expected a whole number | write one from 0 to 4294967294",
        "{base: debian, users: [{name: a, uid: 1}, {name: a, uid: 2}]} | 1:50 | users.name: 'a', expected every name once | give the users different names",
        "{base: debian, users: [{name: a, uid: 1}, {name: b, uid: 1}]} | 1:58 | users.uid: '1', expected every number once | give the users different numbers",
        "{base: debian, users: [{name: a, uid: 1, home: /x/..}]} | 1:48 | users.home: '/x/..', expected an absolute path in the image without '..' | begin it with /",
        "{base: debian, users: [{name: a, uid: 1, home: '/x:y'}]} | 1:48 | users.home: '/x:y', expected a path without ':' or control characters | choose another path",
        "{base: debian, users: [{name: a, uid: 1, shell: \"/b\\nroot::0:0\"}]} | 1:49 | users.shell: '/b\\u000aroot::0:0', expected a path without ':' or control characters | choose another path",
        "{base: debian, files: [{text: x}]} | 1:24 | no field 'to', expected the path in the image | add to: …",
        "{base: debian, files: [{to: /x}]} | 1:24 | files: neither 'from' and 'text', expected one | write from: FILE for a file of yours, or text: TEXT",
        "{base: debian, files: [{to: /x, from: a, text: b}]} | 1:24 | files: both 'from' and 'text', expected one | write from: FILE for a file of yours, or text: TEXT",
        "{base: debian, files: [{to: /x/../y, text: b}]} | 1:29 | files.to: '/x/../y', expected an absolute path in the image without '..' | begin it with /",
        "{base: debian, files: [{to: /x, from: \"a\\0b\"}]} | 1:39 | files.from: 'a\\u0000b', expected a file or folder of yours | name it relative to this file",
        "{base: debian, files: [{to: /x, from: ''}]} | 1:39 | files.from: '', expected a file or folder of yours | name it relative to this file",
        "{base: debian, files: [{to: /x, text: b, mode: 888}]} | 1:48 | files.mode: '888', expected permissions in octal digits | write them as in \"0644\"",
        "{base: debian, files: [{to: /x, text: b, mode: 64}]} | 1:48 | files.mode: '64', expected permissions in octal digits | write them as in \"0644\"",
        "{base: debian, files: [{to: /x, text: b, owner: app}]} | 1:49 | files.owner: 'app', expected root, a name that 'users' has, or UID or UID:GID | add the user, or write its number",
        "{base: debian, environment: {'A=B': c}} | 1:30 | environment: 'A=B', expected a name without '=' | write NAME: VALUE for each",
        "{base: debian, labels: {'': c}} | 1:25 | labels: '', expected a name | write NAME: VALUE for each",
        "{base: debian, command: [\"a\\0\"]} | 1:26 | command: 'a\\u0000', expected a text without NUL | remove it",
        "{base: debian, workdir: app} | 1:25 | workdir: 'app', expected an absolute path in the image without '..' | begin it with /",
        "{base: debian, user: 'a:'} | 1:22 | user: 'a:', expected NAME or UID, or either with :GROUP | name a user as in USER of a Dockerfile",
        "{base: debian, platforms: [windows/amd64]} | 1:28 | platforms: 'windows/amd64', expected a platform that Debian has a port for | name one of linux/amd64, linux/arm64, linux/arm/v7, linux/386, linux/ppc64le, linux/riscv64 and linux/s390x",
        "{base: debian, platforms: ['a b']} | 1:28 | platforms: 'a b', expected a platform that Debian has a port for | write os/architecture or os/architecture/variant, as in linux/arm64",
        "{base: debian, platforms: [amd64, x86_64]} | 1:35 | platforms: 'x86_64', expected every platform once | remove one of them",
        "{bse: debian} | 1:2 | 'bse' is no field, expected base, kind, packages, exclude, recommends, copyright, sources, users, files, environment, entrypoint, command, workdir, user, labels, platforms | did you mean 'base'?",
        "{kind: full} | 1:1 | no field 'base', expected debian:SUITE or ubuntu:SUITE | add base: …"
      },
      quoteCharacter = '\u0001')
  void whatIsWrongIsToldWithItsPlace(String yaml, String place, String fact, String remedy) {
    String unquoted =
        remedy.startsWith("'use")
            ? remedy.substring(1, remedy.length() - 1).replace("''", "'")
            : remedy;
    assertThat(Thrown.by(() -> read(yaml)))
        .isEqualTo("FINDING\nbase.yaml:" + place + ": " + fact + "\nremedy: " + unquoted);
  }

  @Test
  void emptyFileIsRefused() {
    assertThat(Thrown.by(() -> read("# nothing\n")))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:1: is empty, expected a base
            remedy: begin with base: debian:bookworm\
            """);
  }

  @Test
  void fileOfTheHostIsReadWithPathsRelativeToIt(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("base.yaml"), "base: debian\nfiles: [{from: a, to: /a}]\n");
    assertThat(BaseFile.read(file).request().files().getFirst().source())
        .isEqualTo(new BaseRequest.AddedFile.Source.Host(folder.resolve("a")));
  }

  @ParameterizedTest
  @CsvSource({
    "libc6, libc6",
    "'tzdata(>=2024a)', tzdata (>= 2024a)",
    "'a.b+c-1 ( << 1:2.0~rc1-3 )', a.b+c-1 (<< 1:2.0~rc1-3)",
    "'x1 (= 1)', x1 (= 1)",
    "'x1 (>> 1)', x1 (>> 1)",
    "'x1 (<= 1)', x1 (<= 1)",
    "python3:any, python3:any"
  })
  void packagesAreReadAndWritten(String text, String written) {
    assertThat(WantedPackage.parse(text).map(Relation::toString)).contains(written);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "a",
    "-aa",
    "libc6 libc7",
    "'libc6 (2.0)'",
    "'libc6 (> 2.0)'",
    "'libc6 (>= )'",
    "'libc6 (>= 2.0'",
    "'libc6 (>= a)'",
    "'libc6 (>= 1:)'",
    "'libc6 (>= x:1)'",
    "libc6:",
    "libc6:A",
    "'libc6 | libc7'",
    "'libc6 (>= 1) [amd64]'",
    "'libc6 (>= 1 2)'",
    "'libc6 (>= 1-)'"
  })
  void whatIsNoPackageIsNot(String text) {
    assertThat(WantedPackage.parse(text)).isEmpty();
  }
}
