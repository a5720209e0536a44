package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.http.ResumedBody;
import java.io.IOException;

/** Where a file of an archive is asked for. */
record RemoteFileSource(RemoteFile file) implements ResumedBody.Source {
  @Override
  public String place() {
    return request(0).display();
  }

  @Override
  public Response ask(long position) throws IOException {
    return file.archive().exchanges().send(request(position));
  }

  private Request request(long position) {
    Headers range =
        position == 0 ? Headers.NONE : Headers.NONE.with("Range", "bytes=" + position + "-");
    return file.archive().request(file.path(), range);
  }

  @Override
  public KobakoException refusal(Response answer, long position) {
    int status = answer.status();
    return switch (status) {
      case 404, 410 ->
          KobakoException.outside(
              Diagnostic.of(
                  file.what(),
                  place() + ": status " + status + ", there is no such file",
                  file.missing()),
              null);
      case 416 -> wrong("has fewer than " + position + " bytes, expected " + file.size());
      default -> RemoteArchive.refused(file.what() + ": " + place(), status);
    };
  }

  @Override
  public KobakoException wrong(String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            file.what() + ": " + file.archive().url(file.path()),
            fact,
            "try again in some minutes, or name another mirror: this one is not in step with its"
                + " own index"));
  }

  @Override
  public KobakoException unreachable(IOException cause) {
    return Exchanges.unreachable(place(), cause);
  }
}
