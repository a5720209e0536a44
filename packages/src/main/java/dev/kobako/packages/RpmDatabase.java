package dev.kobako.packages;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * rpm's database of installed packages in a tree: an SQLite database, a hash of Berkeley DB, or a
 * file in rpm's own format.
 */
public final class RpmDatabase {
  /** Where it is, by today's habit first; folders may be links. */
  private static final List<String> FOLDERS =
      List.of("/usr/lib/sysimage/rpm", "/var/lib/rpm", "/usr/share/rpm");

  /** What is in a folder with a converted database beside the older one counts by this order. */
  private static final List<String> NAMES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

  private static final List<String> PLACES =
      FOLDERS.stream().flatMap(folder -> NAMES.stream().map(name -> folder + "/" + name)).toList();

  /** Ten times that of a large image; more is no work of rpm's and is not read. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_PACKAGES = 200_000;
  private static final int MOST_TEXTS = 4_000_000;
  private static final long MOST_PLACE_CHARACTERS = 256L << 20;

  private final ImagePath place;
  private final DatabaseContents contents;
  private final List<RpmPackage> packages;

  private RpmDatabase(ImagePath place, DatabaseContents contents, List<RpmPackage> packages) {
    this.place = place;
    this.contents = contents;
    this.packages = List.copyOf(packages);
  }

  /** Where its file is, without links. */
  public ImagePath place() {
    return place;
  }

  /** The packages by their numbers, which is the order in which they were installed. */
  public List<RpmPackage> packages() {
    return packages;
  }

  /** Where rpm keeps its database: the file, not its indexes. */
  public static List<String> places() {
    return PLACES;
  }

  /**
   * The files at such a place: itself, and the log and the journal of unfinished transactions
   * beside an SQLite database.
   */
  public static List<String> filesAt(String place) {
    return DatabaseContents.places(place);
  }

  /**
   * The database; empty where the tree has none.
   *
   * @throws KobakoException a finding, where it can't be read
   */
  public static Optional<RpmDatabase> of(Tree tree) throws IOException {
    for (String place : places()) {
      Resolution resolution = tree.resolve(place);
      Optional<Entry.RegularFile> file = resolution.file();
      if (file.isPresent() && file.get().content().size() > 0) {
        Optional<RpmDatabase> found =
            read(
                resolution.place(),
                DatabaseContents.of(tree, resolution.place().toString(), file.get().content()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Empty where nothing is in it after rolling back. */
  private static Optional<RpmDatabase> read(ImagePath place, DatabaseContents contents)
      throws IOException {
    if (contents.longest() > MOST_BYTES) {
      throw KobakoException.finding(
          Diagnostic.of(
              place.toString(),
              "a database of rpm of %d bytes, more than %d"
                  .formatted(contents.longest(), MOST_BYTES)));
    }
    List<RpmPackage> packages = new ArrayList<>();
    int[] texts = new int[1];
    boolean isFilled =
        contents.open(
            place.toString(),
            files -> {
              Optional<StoredHeaders> headers = headers(files);
              if (headers.isEmpty()) {
                return false;
              }
              headers
                  .get()
                  .forEach((number, header) -> {
                    RpmPackage each = packageOf(number, header, files.main());
                    packages.add(each);
                    texts[0] += each.texts();
                    if (packages.size() > MOST_PACKAGES || texts[0] > MOST_TEXTS) {
                      throw files
                          .main()
                          .damaged(
                              "more than %d packages or %d names"
                                  .formatted(MOST_PACKAGES, MOST_TEXTS));
                    }
                  });
              return true;
            });
    packages.sort(Comparator.comparingInt(RpmPackage::number));
    return isFilled ? Optional.of(new RpmDatabase(place, contents, packages)) : Optional.empty();
  }

  /**
   * Which format it is, by how it begins. Of a database of SQLite that was just being made the
   * first page is written last, and until then a hole; no other format begins with zeros.
   */
  private static Optional<StoredHeaders> headers(DatabaseContents.Files files) throws IOException {
    DatabaseFile file = files.main();
    ByteBuffer head = file.piece(0, 16, ByteOrder.LITTLE_ENDIAN);
    if (head.getInt(0) == NdbHeaders.MAGIC) {
      return Optional.of(new NdbHeaders(file));
    }
    if (head.equals(ByteBuffer.wrap(SqliteFile.MAGIC)) || head.equals(ByteBuffer.allocate(16))) {
      return SqliteFile.open(files).map(database -> new SqliteHeaders(file, database));
    }
    return Optional.of(new BerkeleyHeaders(file));
  }

  private static RpmPackage packageOf(int number, byte[] bytes, DatabaseFile file) {
    RpmPackage found =
        RpmHeader.of(bytes)
            .map(header -> RpmPackage.of(number, header))
            .orElseThrow(
                () -> file.damaged("what is stored as package %d is none".formatted(number)));
    if (found.name().name().isEmpty()) {
      throw file.damaged("package %d has no name".formatted(number));
    }
    return found;
  }

  /**
   * The packages by the places of what they have installed, where folders are links too; of several
   * the first.
   *
   * @throws KobakoException a finding, where their paths take more memory than those of any image
   */
  public Map<ImagePath, RpmPackage> owners(Tree tree) {
    Map<ImagePath, RpmPackage> owners = new HashMap<>();
    forEachPlace(tree, owners::putIfAbsent);
    return owners;
  }

  /**
   * Goes through the places of what packages have installed, package by package; some places are
   * those of several.
   *
   * @throws KobakoException as {@link #owners}
   */
  void forEachPlace(Tree tree, BiConsumer<ImagePath, RpmPackage> sink) {
    long[] characters = new long[1];
    for (RpmPackage each : packages) {
      each.files()
          .forEachPlace(
              tree,
              (_, at) -> {
                characters[0] += at.toString().length();
                if (characters[0] > MOST_PLACE_CHARACTERS) {
                  throw KobakoException.finding(
                      Diagnostic.of(
                          place.toString(),
                          "paths of more than %d characters together"
                              .formatted(MOST_PLACE_CHARACTERS)));
                }
                sink.accept(at, each);
              });
    }
  }

  /** The packages of which a file or link stays, and how much of them. */
  public RpmReduction reduction(Tree tree, Predicate<ImagePath> stays) {
    return RpmReduction.of(this, tree, stays);
  }

  /**
   * The file with fewer packages, in the same format; rpm reads it as its own.
   *
   * @throws KobakoException a finding, where it can't be read
   */
  public byte[] reduced(RpmReduction reduction) throws IOException {
    return contents.open(
        place.toString(),
        files ->
            headers(files)
                .orElseThrow(() -> files.main().damaged("it is empty"))
                .reduced(reduction));
  }
}
