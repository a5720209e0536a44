package dev.kobako.report;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Image;
import dev.kobako.packages.PackageOwners;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerObserver;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every path that any layer of an image touches, for whoever looks at the tree after each of them.
 * For one thread.
 */
public final class ImagePlaces {
  /** What a directory is that no layer describes. */
  private static final Entry IMPLIED = new Entry.Directory(Attributes.of(0755));

  private final List<LayerAnalysis> layers;
  private final List<Place> all;
  private final PackageOwners owners;
  private final List<Waste> waste;
  private final DiveFigures dive;

  private ImagePlaces(
      List<LayerAnalysis> layers,
      List<Place> all,
      PackageOwners owners,
      List<Waste> waste,
      DiveFigures dive) {
    this.layers = List.copyOf(layers);
    this.all = all;
    this.owners = owners;
    this.waste = List.copyOf(waste);
    this.dive = dive;
  }

  /**
   * Reads each layer of an image once, as many at the same time as there are processors.
   *
   * @throws IOException if a layer can't be read
   * @throws dev.kobako.diagnostic.KobakoException a finding, where a layer is damaged or the image
   *     has more entries than can be held in memory
   */
  public static ImagePlaces of(Image image) throws IOException {
    List<ScannedLayer> scanned = LayerStack.scan(image, ScanAllowance.MOST_ENTRIES);
    Aside<DiveFigures> dive = Aside.begin(() -> DiveCount.of(scanned));
    Ledger ledger = new Ledger(scanned.size());
    MemoryTree tree = LayerStack.apply(scanned, ledger::at);
    Gathering gathering = new Gathering();
    LayerStack.apply(scanned, gathering::at);
    gathering.markLinks();
    List<Waste> waste = ledger.waste();
    return new ImagePlaces(
        ImageAnalysis.layers(
            image, scanned.stream().map(ScannedLayer::bytes).toList(), ledger.changes(), waste),
        gathering.all,
        PackageOwners.of(tree, InstalledPackages.of(tree), Shipment.PASSED),
        waste,
        dive.result());
  }

  /** The layers, the lowest first. */
  public List<LayerAnalysis> layers() {
    return layers;
  }

  /** Bytes that are shipped and that nobody can see, the most first. */
  public List<Waste> waste() {
    return waste;
  }

  /** The figures that dive shows. */
  public DiveFigures dive() {
    return dive;
  }

  /** How many places there are; their numbers are below. */
  public int count() {
    return all.size();
  }

  /** The place with that number; 0 is the root. */
  public Place place(int number) {
    return all.get(number);
  }

  /** The package of any kind that owns what is at a path in the end, with its version. */
  public Optional<String> owner(ImagePath path) {
    try {
      return owners
          .owner(path)
          .map(owner -> (PackageChanges.name(owner) + " " + owner.version()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That a database of packages is there and was not read; its packages own nothing then. */
  public Optional<UnreadPackages> unread() {
    return owners.unread().map(UnreadPackages::of);
  }

  /** Notes what the layers do while they are applied. */
  private static final class Gathering implements LayerObserver {
    private final List<Place> all = new ArrayList<>();
    private final Set<Shipment> linked = new HashSet<>();
    private int layer;

    /** Where the last entry was: the next one is in the same directory, nearly always. */
    private String lastFolder = "";

    private Place last;

    Gathering() {
      last = made(null, "");
      last.touch(0, IMPLIED);
    }

    Gathering at(int number) {
      layer = number;
      return this;
    }

    @Override
    public void placed(Supplier<ImagePath> path, Entry entry, @Nullable Entry before) {
      if (entry instanceof Entry.RegularFile file && file.inode() > 0) {
        linked.add((Shipment) file.content());
      }
      Place place = place(path.get());
      for (Place folder = last; !folder.newest().isDirectory(); folder = folder.parentOrSelf()) {
        folder.touch(layer, IMPLIED);
      }
      place.touch(layer, entry);
    }

    @Override
    public void gone(Supplier<ImagePath> path, Entry entry) {
      place(path.get()).touch(layer, null);
    }

    private Place place(ImagePath path) {
      if (path.isRoot()) {
        lastFolder = "";
        last = all.getFirst();
        return last;
      }
      String text = path.toString();
      int slash = text.lastIndexOf('/');
      if (slash != lastFolder.length() || !text.startsWith(lastFolder)) {
        lastFolder = text.substring(0, slash);
        last = all.getFirst();
        for (String name : path.parent().orElseThrow().names()) {
          last = child(last, name);
        }
      }
      return child(last, text.substring(slash + 1));
    }

    private Place child(Place parent, String name) {
      Place child = parent.child(name);
      return child == null ? made(parent, name) : child;
    }

    private Place made(@Nullable Place parent, String name) {
      Place place = new Place(all.size(), parent, name);
      all.add(place);
      if (parent != null) {
        parent.add(place);
      }
      return place;
    }

    /** The first name of a file is placed before anybody knows that it gets another one. */
    private void markLinks() {
      if (linked.isEmpty()) {
        return;
      }
      for (Place place : all) {
        for (Place.Version each = place.newest(); each != null; each = each.older()) {
          Shipment shipment = each.shipment();
          if (shipment != null && linked.contains(shipment)) {
            each.markLinked();
          }
        }
      }
    }
  }
}
