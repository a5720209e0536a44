package dev.kobako.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that say nothing sensible, each with the way out that it is told. */
class BadUsageTest {
  @TempDir Path temp;
  private RefusedCommand refused;

  @BeforeEach
  void prepare() throws Exception {
    refused = RefusedCommand.in(temp);
  }

  @Test
  void anUnknownOption() throws Exception {
    refused.says(
        2,
        """
        kobako: Unknown option: '--stripp'
        remedy: did you mean --strip? 'kobako bundle --help' tells more
        """,
        "bundle",
        "/bin/true",
        "--stripp",
        "-t",
        "after");
  }

  @Test
  void anUnknownCommand() throws Exception {
    refused.says(
        2,
        """
        kobako: Unmatched arguments from index 0: 'bundel', '/bin/true'
        remedy: did you mean bundle? 'kobako --help' tells more
        """,
        "bundel",
        "/bin/true");
  }

  @ParameterizedTest
  @CsvSource({
    "pull, no NAME, 1 or more",
    "push, no LOCATION, 1 to 2",
    "push a b c, 3 LOCATION, 1 to 2",
    "copy, no LOCATION, 2 or more",
    "save, no NAME, 1 or more",
    "inspect a b, 2 LOCATION, 1",
    "tag, no NAME, 2 or more",
    "rmi, no NAME, 1 or more",
    "index create, no LOCATION, 2 or more",
    "tags, no REPOSITORY, 1",
    "referrers, no IMAGE, 1",
    "attach, no LOCATION, 2 or more",
    "login a b, 2 HOST, at most 1",
  })
  void aWrongNumberOfArguments(String line, String given, String expected) throws Exception {
    String command = line.replaceAll(" [a-c]( [a-c])*$", "");
    refused.says(
        2,
        """
        kobako: kobako %s: %s given, expected %s
        remedy: 'kobako %s --help' tells more
        """
            .formatted(command, given, expected, command),
        line.split(" "));
  }

  @Test
  void noProgram() throws Exception {
    refused.says(
        2,
        """
        kobako: kobako bundle: no program is named
        remedy: name one or more, as in 'kobako bundle git -t git'
        """,
        "bundle",
        "-t",
        "after");
  }

  @Test
  void noDestination() throws Exception {
    refused.says(
        2,
        """
        kobako: kobako bundle: nothing says where the image should go
        remedy: add -t NAME for the store or -o LOCATION, or --list to see what would be in it
        """,
        "bundle",
        "/bin/true");
  }

  @Test
  void aBadReference() throws Exception {
    refused.says(
        2,
        """
        kobako: image name After:all: 'After' has upper-case letters
        remedy: write it in lower case: after
        """,
        "bundle",
        "/bin/true",
        "-t",
        "After:all");
  }

  @Test
  void aBadLocation() throws Exception {
    refused.says(
        2,
        """
        kobako: 'oci-archve:x.tar': 'oci-archve' is no transport that kobako knows
        remedy: did you mean oci-archive:? the transports are docker://, docker-archive:, docker-daemon:, podman:, oci:, oci-archive:, rootfs:
        """,
        "bundle",
        "/bin/true",
        "-o",
        "oci-archve:x.tar");
  }

  @Test
  void aLocationThatIsNotWritten() throws Exception {
    refused.says(
        2,
        """
        kobako: rootfs:x: images are not written as unpacked root file systems
        remedy: write oci:FOLDER and unpack it, with umoci for example
        """,
        "bundle",
        "/bin/true",
        "-o",
        "rootfs:x");
  }

  @Test
  void anUnknownCompression() throws Exception {
    refused.says(
        2,
        """
        kobako: compression 'lzma': not known
        remedy: write none, gzip, gzip:1 to gzip:12, zstd, or zstd:1 to zstd:22
        """,
        "bundle",
        "/bin/true",
        "-t",
        "after",
        "--compression",
        "lzma");
  }

  @Test
  void anUnknownGuess() throws Exception {
    refused.says(
        2,
        """
        kobako: --no-guess ns: is no guess that kobako makes
        remedy: the guesses are nss, gconv, tls, tz, terminfo, dlopen, unwind, shell, exec, script, python, lazy, perl, ruby, php, node, java, locale, env, or all
        """,
        "bundle",
        "/bin/true",
        "-t",
        "after",
        "--no-guess",
        "ns");
  }

  @Test
  void anImageThatIsNeitherInTheStoreNorInAnyRegistry() throws Exception {
    refused.says(
        3,
        """
        127.0.0.1:1/nothing:latest is not in the store: pulling docker://127.0.0.1:1/nothing:latest
        kobako: docker://127.0.0.1:1/nothing:latest: GET http://127.0.0.1:1/v2/: can't connect to 127.0.0.1:1: Connection refused
        remedy: check that the registry runs and can be reached from here
        """,
        "bundle",
        "--from",
        "127.0.0.1:1/nothing",
        "/bin/true",
        "-t",
        "after");
  }

  @Test
  void aCommandThatIsNotThereIsGuessedAtAmongAll() throws Exception {
    refused.says(
        2,
        """
        kobako: Unmatched arguments from index 0: 'pul', 'debian'
        remedy: did you mean pull? 'kobako --help' tells more
        """,
        "pul",
        "debian");
  }

  @Test
  void aPlatformAndAllOfThemContradictEachOther() throws Exception {
    refused.says(
        2,
        """
        kobako: --platform: goes not with --all
        remedy: leave one of them out
        """,
        "pull",
        "debian",
        "--all",
        "--platform",
        "linux/arm64");
  }

  @Test
  void pushingAFolderWithoutADestination() throws Exception {
    refused.says(
        2,
        """
        kobako: oci:folder: nothing says where it should go
        remedy: name an image of the store, or write 'kobako push oci:folder docker://NAME'
        """,
        "push",
        "oci:folder");
  }

  @Test
  void loggingInWithoutATerminal() throws Exception {
    refused.says(
        2,
        """
        kobako: --password-stdin: there is no user name
        remedy: add -u USER
        """,
        "login",
        "registry.example",
        "--password-stdin");
  }

  @Test
  void attachingWithoutAType() throws Exception {
    refused.says(
        2,
        """
        kobako: kobako attach: nothing says what the files are
        remedy: add --type, as in --type application/spdx+json
        """,
        "attach",
        "app",
        "file");
  }
}
