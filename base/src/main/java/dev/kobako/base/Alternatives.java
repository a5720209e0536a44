package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.image.Content;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import dev.kobako.shell.Status;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What update-alternatives(1) would have made of packages whose scripts don't run: {@code
 * /usr/bin/java}, {@code /usr/bin/awk}. The scripts are followed as a shell would run them, without
 * running them; a call that only a run would tell is told of and not made.
 *
 * @param links target by path
 * @param records by path, what a later update-alternatives reads
 * @param notes what could not be read, by package
 */
record Alternatives(
    SortedMap<String, String> links, SortedMap<String, String> records, List<MadeTree.Note> notes) {
  private static final String CHOSEN = "/etc/alternatives/";
  private static final String RECORDS = "/var/lib/dpkg/alternatives/";

  /** The largest script that is read; the largest of Debian's is a quarter of it. */
  private static final int LONGEST_SCRIPT = 1 << 18;

  Alternatives {
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    notes = List.copyOf(notes);
  }

  /**
   * Reads the scripts.
   *
   * @param packages in the order in which they would be configured
   * @param tree all their files
   */
  static Alternatives of(List<UnpackedPackage> packages, Tree tree) {
    AlternativesTable table = new AlternativesTable();
    List<MadeTree.Note> notes = new ArrayList<>();
    String architecture =
        packages.stream()
            .map(each -> each.available().architecture())
            .filter(each -> !each.equals("all"))
            .findFirst()
            .orElse("");
    for (UnpackedPackage each : packages) {
      Content script = each.control().get("postinst");
      if (script != null) {
        InstallationWorld world = new InstallationWorld(tree, table, architecture);
        follow(script, each, world)
            .forEach(note -> notes.add(new MadeTree.Note(each.available().name(), note)));
      }
    }
    return made(table, tree, notes);
  }

  private static List<String> follow(
      Content script, UnpackedPackage each, InstallationWorld world) {
    if (script.size() > LONGEST_SCRIPT) {
      return List.of("postinst has %d bytes, more than is read".formatted(script.size()));
    }
    String text;
    try {
      text = PathBytes.decode(script.bytes());
    } catch (IOException e) {
      return List.of("postinst can't be read: " + e.getMessage());
    }
    if (!text.contains(InstallationWorld.PROGRAM)) {
      return List.of();
    }
    String[] interpreter = text.lines().findFirst().orElse("").strip().split("[ \t]+");
    String called = String.join(" ", interpreter);
    if (!called.matches("#! ?(/usr)?/bin/(env )?(ba|da)?sh( .*)?")) {
      return List.of("postinst is no shell script but one of '" + called + "'");
    }
    List<String> notes = world.notes();
    try {
      Status end =
          Script.parse(text)
              .follow(
                  world,
                  List.of("configure", ""),
                  environment(each, "postinst"),
                  interpreter[interpreter.length - 1].matches("-[a-z]*e[a-z]*"));
      if (end == Status.FAILURE) {
        notes.add("postinst would fail with the files that are there");
      }
    } catch (ShellException e) {
      notes.add(e.getMessage());
    }
    return notes;
  }

  /** What dpkg gives to scripts (dpkg(1), "Internal environment"). */
  static SortedMap<String, String> environment(UnpackedPackage each, String script) {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("DPKG_MAINTSCRIPT_ARCH", each.available().architecture());
    environment.put("DPKG_MAINTSCRIPT_NAME", script);
    environment.put("DPKG_MAINTSCRIPT_PACKAGE", each.available().name());
    environment.put("DPKG_ROOT", "");
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    return environment;
  }

  private static Alternatives made(AlternativesTable table, Tree tree, List<MadeTree.Note> notes) {
    TreeMap<String, String> links = new TreeMap<>();
    TreeMap<String, String> records = new TreeMap<>();
    for (AlternativeGroup group : table.groups().values()) {
      AlternativeGroup.Choice current = group.current();
      link(links, tree, group.name(), group.link(), current.path());
      group
          .followerLinks()
          .forEach((name, link) -> {
            String path = current.followers().getOrDefault(name, "");
            // As the real one: what follows is left out where it leads nowhere.
            if (!path.isEmpty() && tree.resolve(path).entry().isPresent()) {
              link(links, tree, name, link, path);
            }
          });
      records.put(RECORDS + group.name(), group.record());
    }
    return new Alternatives(links, records, notes);
  }

  /** A file that lies where the link would be stays, as the real one leaves it. */
  private static void link(
      SortedMap<String, String> links, Tree tree, String name, String link, String path) {
    links.put(CHOSEN + name, path);
    ImagePath wanted = ImagePath.of(link);
    ImagePath folder = tree.resolve(wanted.parent().orElseThrow()).place();
    Entry there = tree.entry(folder.child(wanted.name())).orElse(null);
    if (there == null || there instanceof Entry.Symlink) {
      links.put(link, CHOSEN + name);
    }
  }
}
