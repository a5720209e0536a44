package dev.kobako.packages;

/** Folders of packages of npm, yarn and others. */
final class NodeFolder {
  private static final String MODULES = "node_modules";

  private NodeFolder() {}

  /** Whether it is {@code node_modules/NAME} or {@code node_modules/@SCOPE/NAME}. */
  static boolean is(String folder) {
    int slash = folder.lastIndexOf('/');
    if (slash < 0 || folder.startsWith("@", slash + 1)) {
      return false;
    }
    String above = folder.substring(0, slash);
    int scope = above.lastIndexOf('/');
    return endsWithModules(above)
        || (scope > 0
            && above.startsWith("@", scope + 1)
            && endsWithModules(above.substring(0, scope)));
  }

  private static boolean endsWithModules(String folder) {
    return folder.endsWith(MODULES)
        && (folder.length() == MODULES.length()
            || folder.charAt(folder.length() - MODULES.length() - 1) == '/');
  }
}
