package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.util.List;

/** Former states of files, as editors and package managers leave them. */
final class BackupFiles implements CleanRule {
  private static final ImagePath SETTINGS = ImagePath.of("/etc");

  private static final List<String> ACCOUNTS =
      List.of(
          "/etc/passwd-",
          "/etc/group-",
          "/etc/shadow-",
          "/etc/gshadow-",
          "/etc/subuid-",
          "/etc/subgid-");

  private static final List<String> ENDINGS =
      List.of(
          ".dpkg-old",
          ".dpkg-dist",
          ".dpkg-new",
          ".dpkg-tmp",
          ".ucf-old",
          ".ucf-dist",
          ".rpmsave",
          ".rpmorig",
          ".apk-new");

  @Override
  public String name() {
    return "backup-files";
  }

  @Override
  public String about() {
    return "Former states that editors, dpkg, ucf and the tools for accounts leave beside"
        + " files, such as passwd- and nginx.conf.dpkg-old.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String account : ACCOUNTS) {
      cleaning.remove(ImagePath.of(account));
    }
    for (ImagePath path : CleanPaths.files(cleaning, BackupFiles::isBackup)) {
      cleaning.remove(path);
    }
  }

  private static boolean isBackup(ImagePath path) {
    return (path.startsWith(SETTINGS) && ENDINGS.stream().anyMatch(path.name()::endsWith))
        || (path.name().length() > 1 && path.name().endsWith("~") && !path.name().startsWith("."));
  }
}
