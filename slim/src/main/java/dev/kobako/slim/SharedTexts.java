package dev.kobako.slim;

import dev.kobako.loading.TreeLoaderView;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is written in the objects of a tree, read once for all closures, unless many are large; not
 * for use by several threads.
 */
final class SharedTexts {
  /**
   * The texts of larger files are read again rather than remembered: they would fill the memory.
   */
  private static final long REMEMBERED = 2 << 20;

  private static final int MOST_LARGE = 6;

  private final Tree tree;
  private final TreeLoaderView view;
  private final Map<ImagePath, ObjectTexts> texts = new HashMap<>();

  /** Those of large objects that were asked for last: extensions of one program share libraries. */
  private final Map<ImagePath, ObjectTexts> largeTexts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ImagePath, ObjectTexts> eldest) {
          return size() > MOST_LARGE;
        }
      };

  SharedTexts(Tree tree, TreeLoaderView view) {
    this.tree = tree;
    this.view = view;
  }

  /** What is written in an object. */
  ObjectTexts of(LoadedObject object) {
    boolean small =
        tree.resolve(object.path())
            .file()
            .filter(file -> file.content().size() <= REMEMBERED)
            .isPresent();
    return (small ? texts : largeTexts)
        .computeIfAbsent(object.path(), _ -> new ObjectTexts(object, view));
  }
}
