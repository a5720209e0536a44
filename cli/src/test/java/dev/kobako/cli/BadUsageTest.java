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
    "tag, no NAME, 2",
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
        remedy: the guesses are nss, gconv, tls, tz, terminfo, dlopen, unwind, shell, exec, script, locale, env, or all
        """,
        "bundle",
        "/bin/true",
        "-t",
        "after",
        "--no-guess",
        "ns");
  }

  @Test
  void anImageThatIsNotInTheStore() throws Exception {
    refused.says(
        1,
        """
        kobako: nothing:latest: there is no such image in the store TEMP/home/store
        remedy: make it, or read it from an archive or layout: docker-archive:FILE, oci-archive:FILE, oci:FOLDER
        """,
        "bundle",
        "--from",
        "nothing",
        "/bin/true",
        "-t",
        "after");
  }
}
