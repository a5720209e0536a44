package dev.kobako.fix;

import dev.kobako.project.ProjectFolder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether what cargo builds is linked to libraries of the system, which no command tells where the
 * base has the headers of all of them.
 */
final class LinkedLibraries {
  /** Crates that bind libraries, but for those that bind none on Linux. */
  private static final Pattern BINDING =
      Pattern.compile(
          "(?m)^name = \"(?!(?:core-foundation|fsevent|js|linux-raw|security-framework"
              + "|system-configuration|web|windows)-sys\")[^\"]*(?:[-_]sys|-src|libxml)\"");

  private static final Pattern LINK = Pattern.compile("rustc-link-lib|#\\[link\\(");

  private LinkedLibraries() {}

  /** Whether none is, by the lock file and the sources. */
  static boolean areNone(Optional<ProjectFolder> context) {
    if (context.isEmpty()) {
      return false;
    }
    List<String> locks = context.get().filesEndingWith("Cargo.lock");
    return !locks.isEmpty()
        && locks.stream().noneMatch(each -> has(context.get(), each, BINDING))
        && context.get().filesEndingWith(".rs").stream()
            .noneMatch(each -> has(context.get(), each, LINK));
  }

  private static boolean has(ProjectFolder context, String path, Pattern wanted) {
    return context.searchable(path).filter(text -> !wanted.matcher(text).find()).isEmpty();
  }
}
