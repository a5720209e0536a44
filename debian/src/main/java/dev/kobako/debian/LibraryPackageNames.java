package dev.kobako.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Debian names the package of a shared library: name and version of its soname, parted by a
 * hyphen where the name ends in a digit, in lower case (Debian Policy 8.1). Packages that changed
 * with the 64-bit time of 2024 end in {@code t64}.
 */
final class LibraryPackageNames {
  private static final Pattern VERSION_LAST = Pattern.compile("(lib.+?)\\.so\\.([0-9A-Za-z.+_-]+)");
  private static final Pattern VERSION_FIRST =
      Pattern.compile("(lib.+)-([0-9][0-9A-Za-z.+_]*)\\.so");

  private LibraryPackageNames() {}

  /** The names a package with this library may have, the likeliest first. */
  static List<String> of(String soname) {
    Matcher matcher = VERSION_LAST.matcher(soname);
    boolean versionFirst = false;
    if (!matcher.matches()) {
      matcher = VERSION_FIRST.matcher(soname);
      versionFirst = true;
      if (!matcher.matches()) {
        return List.of();
      }
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
    String version = matcher.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
    boolean hyphen = Character.isDigit(name.charAt(name.length() - 1));
    List<String> names = new ArrayList<>();
    for (String joint : hyphen ? List.of("-") : versionFirst ? List.of("", "-") : List.of("")) {
      names.add(name + joint + version);
      names.add(name + joint + version + "t64");
    }
    return names;
  }
}
