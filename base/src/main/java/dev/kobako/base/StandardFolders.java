package dev.kobako.base;

import java.util.List;

/**
 * The folders that programs and container runtimes expect (FHS 3.0), as far as no package has them,
 * and the files that base-files copies out of its own masters.
 */
final class StandardFolders implements Effect {
  private record Folder(String path, int mode) {}

  private static final List<Folder> FOLDERS =
      List.of(
          new Folder("/dev", 0755),
          new Folder("/etc", 0755),
          new Folder("/home", 0755),
          new Folder("/proc", 0755),
          new Folder("/root", 0700),
          new Folder("/run", 0755),
          new Folder("/run/lock", 01777),
          new Folder("/sys", 0755),
          new Folder("/tmp", 01777),
          new Folder("/var", 0755),
          new Folder("/var/cache", 0755),
          new Folder("/var/lib", 0755),
          new Folder("/var/log", 0755),
          new Folder("/var/tmp", 01777));

  @Override
  public String standsFor() {
    return "base-files";
  }

  @Override
  public void apply(Draft draft) {
    for (Folder folder : FOLDERS) {
      draft.folder(folder.path(), folder.mode(), 0, 0);
    }
    link(draft, "/var/run", "/run");
    link(draft, "/var/lock", "/run/lock");
    copy(draft, "profile", "/etc/profile");
    copy(draft, "dot.profile", "/root/.profile");
    copy(draft, "dot.bashrc", "/root/.bashrc");
  }

  /** A folder that base-files ships empty becomes the link that its script makes of it. */
  private static void link(Draft draft, String path, String target) {
    if (!draft.has(path) || draft.isEmptyFolder(path)) {
      draft.link(path, target);
    }
  }

  private static void copy(Draft draft, String master, String path) {
    if (!draft.has(path)) {
      draft
          .bytes("/usr/share/base-files/" + master)
          .ifPresent(bytes -> draft.file(path, bytes, 0644));
    }
  }
}
