package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCommandsTest {
  private static ShellCommand command(String line) {
    List<String> words = List.of(line.split(" "));
    return new ShellCommand(words.getFirst(), words.subList(1, words.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get clean",
        "apt-get -tbookworm clean",
        "apt-get -P nocheck clean",
        "apt-get distclean",
        "apk cache clean",
        "apk --root /mnt cache purge",
        "yum -y -d0 clean all",
        "yum -e0 clean all",
        "yum -yd 0 clean all",
        "zypper -n cc",
        "npm cache clean --force",
        "npm --prefix app cache clean --force",
        "npm -C app cache rm",
        "yarn cache clean",
        "yarn --cwd app cache clean",
        "pip3 cache purge",
        "uv cache clean",
        "uv cache prune --ci",
        "poetry cache clear --all pypi",
        "go clean -modcache",
        "composer clear-cache",
        "conda clean --all --yes"
      })
  void theirSubcommandSaysSo(String line) {
    assertThat(PackageCaches.emptiesOne(command(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get install clean",
        "apt-get -t clean install git",
        "apt-get install distclean",
        "apk add cache clean",
        "apk cache download",
        "dnf install -y clean",
        "zypper in cc",
        "npm config set cache /tmp/c",
        "npm cache verify",
        "npm cache clean left-pad",
        "npm --cache /tmp/c cache clean",
        "npm install cache",
        "yarn cache dir",
        "yarn cache clean left-pad",
        "yarn add cache",
        "pip install cache purge",
        "pip cache dir",
        "uv cache dir",
        "uv cache prune",
        "uv cache clean numpy",
        "poetry cache list",
        "go clean",
        "go install clean",
        "composer require clearcache",
        "conda install clean"
      })
  void aPackageOrAnotherWordOfTheCacheDoesNot(String line) {
    assertThat(PackageCaches.emptiesOne(command(line))).isFalse();
  }
}
