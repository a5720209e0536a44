package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs do real work in a root of only what their closures hold, as they do on the host. No
 * shell starts them: it would bring what they may lack.
 */
class BareRootTest {
  /** What they work on. */
  private static final Map<String, String> FILES =
      Map.of(
          "text", "the quick brown fox\njumps over\nthe lazy dog\nthe end\n",
          "change.diff", "1c1\n< the quick brown fox\n---\n> a fox\n",
          "data.json", "{\"a\": [1, 2, {\"b\": \"x\"}]}\n",
          "sum.bc", "scale=20; 4*a(1)\nquit\n",
          "Makefile", "all: a\n\t@: ; echo made $^ $(words x y)\na:\n\t@echo one > a\n");

  /**
   * A program and its work.
   *
   * @param commands run one after the other in a folder with {@link #FILES}
   * @param options of bundle, as a user would give them
   */
  record Work(String program, List<String> commands, List<String> options) {
    Work with(String... newOptions) {
      return new Work(program, commands, List.of(newOptions));
    }

    @Override
    public String toString() {
      return program;
    }
  }

  private static Work work(String program, String... commands) {
    return new Work(program, List.of(commands), List.of());
  }

  static List<Work> works() {
    List<Work> works = new ArrayList<>(interpreters());
    works.addAll(network());
    works.addAll(editors());
    works.addAll(tools());
    return works;
  }

  private static List<Work> interpreters() {
    return List.of(
        work(
                "/usr/bin/python3",
                """
                /usr/bin/python3 -c 'import json, ssl, sqlite3, zlib, decimal, hashlib
                print(json.dumps({"sum": sum(range(11))}), ssl.OPENSSL_VERSION)
                print(sqlite3.connect(":memory:").execute("select 6*7").fetchone())
                print(hashlib.sha256(b"x").hexdigest(), decimal.Decimal(1) / 3)'\
                """)
            .with("--package", "libpython3.11-minimal", "--package", "libpython3.11-stdlib"),
        work(
                "perl",
                """
                perl -MPOSIX -MList::Util=sum -MData::Dumper -e
                'print POSIX::floor(3.7), sum(1..10), Dumper([1, {a => 2}])'\
                """)
            .with("--package", "perl-base", "--package", "libperl5.36"),
        work(
            "node",
            """
            node -e 'console.log([1, 2].map(x => x * 2), new Intl.NumberFormat("de").format(12345.6),
            require("crypto").createHash("sha1").update("x").digest("hex"))'\
            """),
        work("bash", "bash -c 'a=(1 2 3); printf \"%s-\" \"${a[@]}\"; echo $((6 * 7)) ~root'"),
        work("awk", "awk '{ n += NF } END { printf \"%d %.3f\\\\n\", n, sqrt(n) }' text"),
        work(
            "sqlite3",
            """
            sqlite3 :memory: 'create table t(x); insert into t values (1), (2), (52);
            select sum(x), upper(hex(zeroblob(2))) from t'\
            """),
        work("jq", "jq -c '.a[2].b, (.a[:2] | add), (\"ab\" | test(\"a.\"))' data.json"),
        work("bc", "bc -l sum.bc"));
  }

  private static List<Work> network() {
    return List.of(
        work("curl", "curl -sS file:///etc/hostname-that-is-not-there", "curl --version"),
        work("wget", "wget --version", "wget -q -t 1 http://127.0.0.1:1/"),
        work("ssh", "ssh -V", "ssh -G -F none example.com"),
        work("openssl", "openssl dgst -sha256 text", "openssl rand -help", "openssl list -ciphers"),
        work("gpg", "gpg --batch -q --no-autostart --print-md SHA256 text"),
        work("rsync", "rsync -a text copy", "rsync --list-only copy text"));
  }

  private static List<Work> editors() {
    return List.of(
        work(
                "git",
                "git init -q -b main box",
                "git -C box -c user.name=N -c user.email=e@x commit -q --allow-empty -m first",
                "git -C box log --stat",
                "git -C box gc -q",
                "git -C box fsck",
                "git diff --no-index text sum.bc")
            .with("--data", "git"),
        work("vim.tiny", "vim.tiny -e -s -u NONE -c %s/the/THE/g -c wq text"),
        work("nano", "nano --version"),
        work("less", "less -E text"),
        work("sed", "sed -E 's/(the) (\\\\w+)/\\\\2 \\\\1/; $d' text"));
  }

  private static List<Work> tools() {
    return List.of(
        work("tar", "tar --owner=0 --group=0 --mtime=@0 -czf t.tgz text", "tar -tzvf t.tgz")
            .with("gzip"),
        work("gzip", "gzip -9nk text", "gzip -dc text.gz"),
        work("xz", "xz -9k text", "xz -dc text.xz"),
        work("zstd", "zstd -19 -q text", "zstd -dqc text.zst"),
        work("find", "find . -name text -size -2 -printf '%f %s %u\\\\n'"),
        work("file", "file text data.json", "file -i Makefile").with("--package", "libmagic-mgc"),
        work("make", "make -s all"),
        work("diff", "diff -u --label x --label y text sum.bc"),
        work("patch", "patch -s text change.diff"));
  }

  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("works")
  void aProgramWorksAsOnTheHost(Work work) throws Exception {
    boolean there =
        work.program().startsWith("/")
            ? Files.isExecutable(Path.of(work.program()))
            : HostCommand.isThere(work.program());
    assumeTrue(there, "skipped: " + work.program() + " is not here");
    Kobako kobako = Kobako.withStore(temp.resolve("home"));
    List<String> arguments = new ArrayList<>(List.of("bundle", work.program()));
    arguments.addAll(work.options());
    arguments.addAll(List.of("--compression", "none", "-t", "box", "-q"));
    kobako.run(arguments).done();
    Path host = Files.createDirectory(temp.resolve("host"));
    try (BareRoot bare = BareRoot.of(kobako, "box", temp)) {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        Files.writeString(host.resolve(file.getKey()), file.getValue());
        Files.writeString(bare.path().resolve("tmp").resolve(file.getKey()), file.getValue());
      }
      for (String command : work.commands()) {
        List<String> words = Words.parse(command);
        HostCommand.Result expected =
            new HostCommand(words, host, variables(host.toString())).run();
        assertThat(bare.run(words, variables("/tmp"))).as(command).isEqualTo(expected);
      }
      assertThat(Files.readString(bare.path().resolve("tmp/text")))
          .isEqualTo(Files.readString(host.resolve("text")));
    }
  }

  private static Map<String, String> variables(String home) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("HOME", home);
    variables.put("TERM", "xterm");
    variables.put("GIT_AUTHOR_DATE", "1700000000 +0000");
    variables.put("GIT_COMMITTER_DATE", "1700000000 +0000");
    return variables;
  }
}
