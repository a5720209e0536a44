package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A {@code pom.xml}, read without its parents (Maven's POM reference). Document types, and with
 * them all entities, are refused.
 */
final class PomFile {
  /** Hundreds of modules of dependencies; the parser recurses for each level. */
  private static final int MAX_CHARACTERS = 2 << 20;

  private final String path;
  private final Element root;

  private PomFile(String path, Element root) {
    this.path = path;
    this.root = root;
  }

  /**
   * The file; empty where there is none.
   *
   * @throws KobakoException a finding, where it is no XML that can be read
   */
  static Optional<PomFile> read(ProjectFolder folder, String path) {
    return folder.text(path).map(text -> new PomFile(path, parsed(path, text)));
  }

  private static Element parsed(String path, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw unreadable(path, "has more than " + MAX_CHARACTERS + " characters");
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setAttribute("jdk.xml.maxElementDepth", "100");
      factory.setExpandEntityReferences(false);
      javax.xml.parsers.DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (SAXException | IOException e) {
      throw unreadable(path, "is no XML that can be read");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KobakoException unreadable(String path, String fact) {
    return KobakoException.finding(
        Diagnostic.of(PrintableText.of(path), fact, "correct the file; it may have no DOCTYPE"));
  }

  /** Where it lies in the project. */
  String path() {
    return path;
  }

  /** Its folder, empty or with a slash at its end. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The text of the element that names lead to from the top; empty where it has a variable. */
  Optional<String> text(String... names) {
    Element element = root;
    for (String name : names) {
      List<Element> found = children(element, name);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      element = found.getFirst();
    }
    String text = element.getTextContent().strip();
    return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
  }

  /** The modules that it names, also those of profiles. */
  List<String> modules() {
    List<String> modules = new ArrayList<>();
    List<Element> parents = new ArrayList<>(children(root, "modules"));
    children(root, "profiles").stream()
        .flatMap(each -> children(each, "profile").stream())
        .flatMap(each -> children(each, "modules").stream())
        .forEach(parents::add);
    for (Element parent : parents) {
      children(parent, "module").forEach(module -> modules.add(module.getTextContent().strip()));
    }
    return modules;
  }

  /** Whether a plugin stands in its own build, not only among those that are managed. */
  boolean hasPlugin(String artifact) {
    return children(root, "build").stream()
        .flatMap(each -> children(each, "plugins").stream())
        .flatMap(each -> children(each, "plugin").stream())
        .flatMap(each -> children(each, "artifactId").stream())
        .anyMatch(each -> each.getTextContent().strip().equals(artifact));
  }

  /** The first text of an element of that name, wherever it stands. */
  Optional<String> anywhere(String name) {
    for (Node node = root.getElementsByTagName(name).item(0); node != null; ) {
      String text = node.getTextContent().strip();
      return text.isEmpty() || text.contains("${") ? Optional.empty() : Optional.of(text);
    }
    return Optional.empty();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
