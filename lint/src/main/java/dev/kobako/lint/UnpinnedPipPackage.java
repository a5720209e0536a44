package dev.kobako.lint;

import java.util.List;
import java.util.stream.Stream;

/** pip install of a package without a version. */
final class UnpinnedPipPackage extends CommandRule {
  private static final String[] WITH_VALUE = {
    "abi",
    "b",
    "build",
    "e",
    "editable",
    "extra-index-url",
    "f",
    "find-links",
    "i",
    "index-url",
    "implementation",
    "no-binary",
    "only-binary",
    "platform",
    "prefix",
    "progress-bar",
    "proxy",
    "python",
    "python-version",
    "root",
    "root-user-action",
    "src",
    "t",
    "target",
    "trusted-host",
    "upgrade-strategy"
  };
  private static final List<String> VERSION_CONTROL =
      List.of(
          "git+file",
          "git+https",
          "git+ssh",
          "git+http",
          "git+git",
          "git",
          "hg+file",
          "hg+http",
          "hg+https",
          "hg+ssh",
          "hg+static-http",
          "svn",
          "svn+svn",
          "svn+http",
          "svn+https",
          "svn+ssh",
          "bzr+http",
          "bzr+https",
          "bzr+ssh",
          "bzr+sftp",
          "bzr+ftp",
          "bzr+lp");

  @Override
  public Description description() {
    return new Description(
        "DL3013",
        Severity.WARNING,
        "Name versions in pip install: package==version, or a requirements file");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.installsWithPip()
        && !command.hasFlag("constraint", "c")
        && !command.hasArgument("--requirement")
        && !command.hasArgument("-r")
        && !command.hasArgument(".")
        && !command.operandsBehind("install", WITH_VALUE).stream()
            .allMatch(UnpinnedPipPackage::isPinned);
  }

  private static boolean isPinned(String word) {
    boolean isVersionControl = VERSION_CONTROL.stream().anyMatch(word::startsWith);
    return Stream.of("==", "<", ">", "!=", "~=").anyMatch(word::contains)
        || word.endsWith(".whl")
        || word.endsWith(".tar.gz")
        || word.contains(isVersionControl ? "@" : "/");
  }
}
