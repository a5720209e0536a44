package dev.kobako.packages;

import java.util.ArrayList;
import java.util.List;

/**
 * A package in rpm's database.
 *
 * @param number of its header there
 * @param name what it is called everywhere
 * @param source the file of the source package that it was built from, {@code bash-5.2-1.src.rpm};
 *     empty where it isn't known
 * @param summary one line of what it is
 * @param vendor who built it
 * @param homepage of what is packaged
 * @param provides the names by which others can need it, its own among them; not its files
 * @param needs the names of packages, libraries and files that its programs can't do without
 * @param forScripts those that only the scripts need that install and remove it
 * @param wants those that are installed with it, though it could do without
 * @param files that it brings
 */
public record RpmPackage(
    int number,
    SystemPackage name,
    String source,
    String summary,
    String vendor,
    String homepage,
    List<String> provides,
    List<String> needs,
    List<String> forScripts,
    List<String> wants,
    RpmFiles files) {
  private static final String KEY = "gpg-pubkey";

  /** What rpm writes down for a key. */
  private static final String NO_SOURCE = "(none)";

  public RpmPackage {
    provides = List.copyOf(provides);
    needs = List.copyOf(needs);
    forScripts = List.copyOf(forScripts);
    wants = List.copyOf(wants);
  }

  static RpmPackage of(int number, RpmHeader header) {
    String name = header.text(RpmTag.NAME);
    int[] epoch = header.numbers(RpmTag.EPOCH);
    String version = header.text(RpmTag.VERSION) + "-" + header.text(RpmTag.RELEASE);
    List<String> provides = new ArrayList<>(header.texts(RpmTag.PROVIDES));
    provides.add(name);
    return new RpmPackage(
        number,
        new SystemPackage(
            "rpm",
            name,
            header.text(RpmTag.ARCHITECTURE),
            epoch.length == 0 ? version : Integer.toUnsignedString(epoch[0]) + ":" + version),
        header.text(RpmTag.SOURCE_RPM).replace(NO_SOURCE, ""),
        header.text(RpmTag.SUMMARY),
        header.text(RpmTag.VENDOR),
        header.text(RpmTag.HOMEPAGE),
        provides,
        RpmNeed.names(needs(header, false)),
        RpmNeed.names(needs(header, true)),
        RpmNeed.names(header.texts(RpmTag.RECOMMENDS)),
        RpmFiles.of(header));
  }

  private static List<String> needs(RpmHeader header, boolean forScripts) {
    List<String> all = header.texts(RpmTag.REQUIRES);
    int[] flags = header.numbers(RpmTag.REQUIRE_FLAGS);
    List<String> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (forScripts == (i < flags.length && RpmNeed.isForScripts(flags[i]))) {
        some.add(all.get(i));
      }
    }
    return some;
  }

  /**
   * Whether it is no software but a key by which rpm knows who has signed a package ({@code rpm
   * --import}).
   */
  boolean isKey() {
    return name.name().equals(KEY) && files.count() == 0;
  }

  /**
   * The name of the source package, which is the file's name before version, release and ending;
   * its own where that isn't known.
   */
  String sourceName() {
    int release = source.lastIndexOf('-');
    int version = release < 0 ? -1 : source.lastIndexOf('-', release - 1);
    return version > 0 ? source.substring(0, version) : name.name();
  }

  /** How many texts it holds. */
  int texts() {
    return provides.size() + needs.size() + forScripts.size() + wants.size() + files.texts();
  }
}
