package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import org.jspecify.annotations.Nullable;

/**
 * A git repository as a source: its files go into the destination. Checked out when its tree is
 * asked for; until then only which commit is meant.
 */
final class GitSource implements SourceTree {
  private final GitUrl url;
  private final GitCheckout git;
  private @Nullable GitUrl commit;
  private @Nullable SourceTree tree;

  GitSource(GitUrl url, GitCheckout git) {
    this.url = url;
    this.git = git;
  }

  /** The repository that a step names, with what its flags say. */
  static GitUrl url(String text, CopyStep step) {
    GitUrl written = GitUrl.parse(text).orElseThrow();
    GitUrl whole = step.keepGitDir() ? written.withGitDir() : written;
    return step.checksum().map(whole::withCommit).orElse(whole);
  }

  CopiedSource source() {
    return new CopiedSource(this, ImagePath.ROOT, "", false, CopyFilter.ALL, false);
  }

  /** As it was named. */
  GitUrl url() {
    return url;
  }

  /** The commit's name, which with the URL's other parts decides all that is copied. */
  String commit() {
    GitUrl known = commit;
    if (known == null) {
      known = url.withRef(git.commit(url));
      commit = known;
    }
    return known.ref();
  }

  @Override
  public Tree tree() {
    return checkedOut().tree();
  }

  private SourceTree checkedOut() {
    SourceTree known = tree;
    if (known == null) {
      // The one whose name was told, though the branch may have moved meanwhile.
      known = git.open(url.withRef(commit())).tree();
      tree = known;
    }
    return known;
  }

  @Override
  public Digest digest(ImagePath path, Entry.RegularFile file) {
    return checkedOut().digest(path, file);
  }
}
