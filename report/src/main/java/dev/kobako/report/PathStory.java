package dev.kobako.report;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Image;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Why something is at a path of an image: what the layers did to it, and whose it is.
 *
 * @param path where the asked path leads to in the end, through links
 * @param visible whether something is there in the end
 * @param events what happened at the path, in order; none where no layer names it
 * @param owner the Debian package whose file it is
 * @param dependants packages that depend on the owner, by name; none where nobody does, so that it
 *     was asked for by name or is a part of the base
 */
public record PathStory(
    ImagePath path,
    boolean visible,
    List<Event> events,
    Optional<InstalledPackage> owner,
    List<String> dependants) {
  /** Something that a layer did. */
  public record Event(int layer, String instruction, What what, long bytes) {
    /** What a layer can do. */
    public enum What {
      /** It put an entry where there was none. */
      ADDED,
      /** It put another one, or the same again. */
      CHANGED,
      /** It took the entry away. */
      DELETED
    }
  }

  public PathStory {
    events = List.copyOf(events);
    dependants = List.copyOf(dependants);
  }

  /**
   * Reads the layers of an image once, and tells the story of a path.
   *
   * @param asked absolute; links in it are followed inside the image
   * @throws IOException if a layer can't be read
   */
  public static PathStory of(Image image, String asked) throws IOException {
    LayerStack stack = LayerStack.of(image);
    Resolution resolution = stack.tree().resolve(asked);
    ImagePath path = resolution.place();
    List<Event> events = new ArrayList<>();
    stack.replay(layer -> new Watcher(path, layer, stack.instruction(layer), events));
    InstalledPackages packages = InstalledPackages.of(stack.tree());
    Optional<InstalledPackage> owner = packages.owner(path);
    return new PathStory(
        path,
        stack.tree().entry(path).isPresent(),
        events,
        owner,
        owner.map(one -> dependants(one, packages)).orElse(List.of()));
  }

  private static List<String> dependants(InstalledPackage owner, InstalledPackages packages) {
    return packages.all().stream()
        .filter(each -> !each.equals(owner) && names(each, owner.name()))
        .map(InstalledPackage::name)
        .distinct()
        .toList();
  }

  /** Whether a package wants another one by its own name, be it as one of several. */
  private static boolean names(InstalledPackage each, String wanted) {
    return List.of("Depends", "Pre-Depends").stream()
        .flatMap(field -> each.field(field).stream())
        .flatMap(text -> Arrays.stream(text.split("[,|]")))
        .map(relation -> relation.strip().split("[ (:\\[]", 2)[0])
        .anyMatch(wanted::equals);
  }

  /** Notes what one layer does at the path. */
  private record Watcher(ImagePath watched, int layer, String instruction, List<Event> events)
      implements LayerObserver {
    @Override
    public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
      note(path, before == null ? Event.What.ADDED : Event.What.CHANGED, entry);
    }

    @Override
    public void gone(Supplier<ImagePath> path, Entry entry) {
      note(path, Event.What.DELETED, entry);
    }

    private void note(Supplier<ImagePath> path, Event.What what, Entry entry) {
      if (path.get().equals(watched)) {
        long bytes = entry instanceof Entry.RegularFile file ? file.content().size() : 0;
        events.add(new Event(layer, instruction, what, bytes));
      }
    }
  }
}
