package dev.kobako.report;

import dev.kobako.packages.NamedPackage;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Every file that is there in an image in the end, for those who want to see all of them.
 *
 * @param files regular ones by path; one with several names is there once, by its first
 */
public record Inventory(List<Item> files) {
  /**
   * One file.
   *
   * @param path its first name
   * @param bytes of it
   * @param layer that ships it, 0 for the lowest
   * @param kind what it is for or made of, in words
   * @param owner the package that it belongs to; empty where it belongs to none
   * @param reason why it is there, in words; empty where nobody has written that down
   */
  public record Item(
      ImagePath path, long bytes, int layer, String kind, String owner, String reason) {}

  public Inventory {
    files = List.copyOf(files);
  }

  /** Lists the files that were counted. */
  static Inventory of(Stocktaking stock) throws IOException {
    List<Item> files = new ArrayList<>();
    for (Map.Entry<Shipment, Stocktaking.Named> each : stock.files().entrySet()) {
      Shipment shipment = each.getKey();
      ImagePath path = each.getValue().path();
      String owner = stock.owner(path).map(NamedPackage::name).orElse("");
      String kind = kind(each.getValue());
      files.add(new Item(path, shipment.size(), shipment.layer(), kind, owner, ""));
    }
    return new Inventory(files);
  }

  /** The same with reasons, as far as somebody has written them down; empty for none. */
  public Inventory because(Function<ImagePath, String> reasons) {
    return new Inventory(
        files.stream()
            .map(each ->
                new Item(
                    each.path,
                    each.bytes,
                    each.layer,
                    each.kind,
                    each.owner,
                    reasons.apply(each.path)))
            .toList());
  }

  private static String kind(Stocktaking.Named file) {
    return file.kind() == FileKind.OTHER ? FileForm.of(file.path()).text() : file.kind().text();
  }
}
