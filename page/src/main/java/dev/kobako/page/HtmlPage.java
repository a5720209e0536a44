package dev.kobako.page;

import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One file that shows where the bytes of an image went, or of two in comparison. It has everything
 * in it and asks for nothing: its policy forbids all that comes from elsewhere, and lets only the
 * one script and the one style sheet run that are in it, by their digests.
 */
public final class HtmlPage {
  /** In the order in which they are put together. */
  static final List<String> SCRIPTS =
      List.of(
          "format.js",
          "palette.js",
          "model.js",
          "layout.js",
          "drawing.js",
          "map.js",
          "pointing.js",
          "list.js",
          "overview.js",
          "lists.js",
          "app.js");

  private final String title;
  private final byte[] data;

  private HtmlPage(Subject image, Optional<Subject> before) {
    this.title = ShownText.of(image.name());
    this.data = Json.bytes(PageData.of(image, before));
  }

  /** The page of one image, in UTF-8. */
  public static byte[] of(Subject image) {
    return new HtmlPage(image, Optional.empty()).bytes();
  }

  /** The page of an image beside what it was before. */
  public static byte[] comparing(Subject image, Subject before) {
    return new HtmlPage(image, Optional.of(before)).bytes();
  }

  private byte[] bytes() {
    String style = resource("page.css");
    StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
    SCRIPTS.forEach(name -> script.append(resource(name)));
    script.append("})();\n");
    String policy =
        "default-src 'none'; script-src '"
            + digest(script.toString())
            + "'; style-src '"
            + digest(style)
            + "'; base-uri 'none'; form-action 'none'";
    String page = resource("page.html");
    page = page.replace("{policy}", policy);
    page = page.replace("{style}", style);
    page = page.replace("{script}", script);
    page = page.replace("{data}", Base64.getEncoder().encodeToString(compressed(data)));
    page = page.replace("{title}", escaped(title));
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** As a policy names what may run. */
  private static String digest(String text) {
    byte[] hash =
        HexFormat.of().parseHex(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
