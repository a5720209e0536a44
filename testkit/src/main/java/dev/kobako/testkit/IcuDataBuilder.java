package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Makes data files of ICU as its pkgdata writes them for a little-endian machine. */
public final class IcuDataBuilder {
  private static final int HEADER = 32;
  private static final int ALIGNMENT = 16;

  private final TreeMap<String, byte[]> items = new TreeMap<>();

  /** Adds an item; the name has the package in front, such as {@code icudt72l/root.res}. */
  public IcuDataBuilder item(String name, String text) {
    items.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The file. */
  public byte[] build() {
    int nameAt = Integer.BYTES + 8 * items.size();
    int dataAt =
        aligned(nameAt + items.keySet().stream().mapToInt(each -> each.length() + 1).sum());
    ByteBuffer front = ByteBuffer.allocate(HEADER + dataAt).order(ByteOrder.LITTLE_ENDIAN);
    front.putShort((short) HEADER).put((byte) 0xda).put((byte) 0x27).putShort((short) 20);
    front.putShort((short) 0).put((byte) 0).put((byte) 0).put((byte) 2).put((byte) 0);
    front.put("CmnD".getBytes(StandardCharsets.US_ASCII)).position(HEADER);
    front.putInt(items.size());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> item : items.entrySet()) {
      front.putInt(nameAt).putInt(dataAt + data.size());
      front.put(HEADER + nameAt, item.getKey().getBytes(StandardCharsets.US_ASCII));
      nameAt += item.getKey().length() + 1;
      data.writeBytes(item.getValue());
      data.writeBytes(new byte[aligned(data.size()) - data.size()]);
    }
    byte[] bytes = new byte[front.capacity() + data.size()];
    System.arraycopy(front.array(), 0, bytes, 0, front.capacity());
    System.arraycopy(data.toByteArray(), 0, bytes, front.capacity(), data.size());
    return bytes;
  }

  private static int aligned(int size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
