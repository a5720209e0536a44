package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a git repository, and what of it. */
class GitUrlTest {
  private static final String REMEDY =
      "\nremedy: write https://HOST/PATH.git#REF:FOLDER, or ?branch=, ?tag=, ?commit= and &subdir=";

  @ParameterizedTest
  @CsvSource({
    "https://h/a.git,                       https://h/a.git,'','',''",
    "https://h/a.git#main,                  https://h/a.git,main,'',''",
    "https://h/a.git#main:sub/dir,          https://h/a.git,main,'',sub/dir",
    "https://h/a.git#:dir,                  https://h/a.git,'','',dir",
    "http://h/a.git#refs/pull/1/head,       http://h/a.git,refs/pull/1/head,'',''",
    "ssh://git@h:22/a#v1,                   ssh://git@h:22/a,v1,'',''",
    "git://h/a,                             git://h/a,'','',''",
    "git@h:u/a.git#v1:d,                    git@h:u/a.git,v1,'',d",
    "git@h:/srv/a,                          git@h:/srv/a,'','',''",
    "https://h/a.git?branch=b&subdir=x%2Fy, https://h/a.git,refs/heads/b,'',x/y",
    "https://h/a.git?tag=v1&commit=abcdef0, https://h/a.git,refs/tags/v1,abcdef0,''",
    "https://h/a.git?checksum=abcdef0,      https://h/a.git,abcdef0,abcdef0,''",
    "https://h/a.git?ref=x,                 https://h/a.git,x,'',''",
  })
  void readsRepositories(String text, String remote, String ref, String commit, String folder) {
    assertThat(GitUrl.parse(text)).contains(new GitUrl(remote, ref, commit, folder, false, true));
  }

  @ParameterizedTest
  @CsvSource({
    "https://h/a.tar.gz", "https://h/a", "a.git", "./git@h:x", "file:///a.git", "ext::sh -c x",
    "github.com/u/a", "C:/x", "host:path", "ftp://h/a.git", "a@b", "dir/user@h:x"
  })
  void leavesOtherTextsAlone(String text) {
    assertThat(GitUrl.parse(text)).isEmpty();
  }

  @Test
  void readsMoreOfTheUserThanOfADockerfile() {
    assertThat(GitUrl.ofContext("github.com/u/a#b").orElseThrow().remote())
        .isEqualTo("https://github.com/u/a");
    assertThat(GitUrl.ofContext("file:///srv/a.git").orElseThrow().remote())
        .isEqualTo("file:///srv/a.git");
    assertThat(GitUrl.ofContext("git@h:a").orElseThrow().remote()).isEqualTo("git@h:a");
    assertThat(GitUrl.ofContext("file:///srv/a")).isEmpty();
  }

  @Test
  void readsSwitches() {
    GitUrl url = GitUrl.parse("https://h/a.git?keep-git-dir=1&submodules=false").orElseThrow();
    assertThat(url.keepGitDir()).isTrue();
    assertThat(url.submodules()).isFalse();
  }

  @Test
  void refusesWhatGitWouldTakeForAnOption() {
    assertThatThrownBy(() -> GitUrl.parse("https://h/a.git#--upload-pack=x"))
        .hasMessage("https://h/a.git: not a branch, tag or commit: '--upload-pack=x'" + REMEDY);
    assertThatThrownBy(() -> GitUrl.parse("-x@h:a"))
        .hasMessage("-x@h:a: not the URL of a repository" + REMEDY);
  }

  @Test
  void refusesUnknownQueries() {
    assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?brunch=x"))
        .hasMessage(
            "https://h/a.git: the query 'brunch' is not known; known are ref, branch, tag, commit,"
                + " checksum, subdir, keep-git-dir and submodules"
                + REMEDY);
    assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?submodules=maybe"))
        .hasMessage(
            "https://h/a.git: the query 'submodules' is 'maybe', expected true or false" + REMEDY);
    assertThatThrownBy(() -> GitUrl.parse("https://h/a.git?commit=xyz"))
        .hasMessage(
            "https://h/a.git: not a commit: 'xyz', expected 7 to 64 hexadecimal digits" + REMEDY);
  }

  @Test
  void showsNoPassword() {
    GitUrl url = GitUrl.parse("https://u:secret@h/a.git#b:c").orElseThrow();
    assertThat(url.shown()).isEqualTo("https://h/a.git#b");
    assertThat(url).hasToString("https://h/a.git#b:c");
    assertThat(url.remote()).isEqualTo("https://u:secret@h/a.git");
  }
}
