package dev.kobako.ladder;

import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files by which packages of languages tell their names and versions: {@code METADATA} of
 * Python's, {@code package.json} of Node's, gemspecs of Ruby's, {@code installed.json} of PHP's. A
 * jar has its own inside.
 */
final class LanguageRecords {
  private final Tree tree;
  private final KeepSet keepSet;

  /** The records with a kept file of the package each. */
  private final SortedMap<ImagePath, ImagePath> records = new TreeMap<>();

  private LanguageRecords(Tree tree, KeepSet keepSet) {
    this.tree = tree;
    this.keepSet = keepSet;
  }

  /** A keep set with the records of all packages that have a file in it. */
  static KeepSet added(KeepSet keepSet, Tree tree) throws IOException {
    LanguageRecords found = new LanguageRecords(tree, keepSet);
    SortedMap<ImagePath, ImagePath> pythons = new TreeMap<>();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        found.node(kept.path());
        found.ruby(kept.path());
        found.php(kept.path());
        PythonRecords.folder(kept.path())
            .ifPresent(folder -> pythons.putIfAbsent(folder, kept.path()));
      }
    }
    for (ImagePath folder : pythons.keySet()) {
      new PythonRecords(tree, folder).of(keepSet).forEach(found::record);
    }
    List<Kept> more = new ArrayList<>();
    for (Map.Entry<ImagePath, ImagePath> each : found.records.entrySet()) {
      more.add(
          new Kept(
              each.getKey(),
              tree.entry(each.getKey()).orElseThrow(),
              Reason.needed(each.getValue(), "tells scanners about the package of")));
    }
    return keepSet.with(tree, more);
  }

  private void record(ImagePath place, ImagePath because) {
    if (keepSet.at(place).isEmpty()
        && tree.entry(place).orElse(null) instanceof Entry.RegularFile) {
      records.putIfAbsent(place, because);
    }
  }

  private void node(ImagePath path) {
    String text = path.toString();
    int modules = text.lastIndexOf("/node_modules/");
    if (modules < 0) {
      return;
    }
    int start = modules + "/node_modules/".length();
    int end = text.indexOf('/', start);
    if (end > 0 && text.charAt(start) == '@') {
      end = text.indexOf('/', end + 1);
    }
    if (end > 0) {
      record(ImagePath.of(text.substring(0, end)).child("package.json"), path);
    }
  }

  private void ruby(ImagePath path) {
    String text = path.toString();
    int gems = text.indexOf("/gems/");
    while (gems >= 0) {
      int start = gems + "/gems/".length();
      int end = text.indexOf('/', start);
      if (end > 0) {
        ImagePath folder = ImagePath.of(text.substring(0, gems) + "/specifications");
        record(folder.child(text.substring(start, end) + ".gemspec"), path);
      }
      gems = text.indexOf("/gems/", start - 1);
    }
  }

  private void php(ImagePath path) {
    Optional<ImagePath> folder = path.parent();
    while (folder.isPresent()) {
      if (folder.get().name().equals("vendor")) {
        record(folder.get().child("composer").child("installed.json"), path);
      }
      folder = folder.get().parent();
    }
  }
}
