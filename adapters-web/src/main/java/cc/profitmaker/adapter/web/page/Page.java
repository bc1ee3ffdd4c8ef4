package cc.profitmaker.adapter.web.page;

import cc.profitmaker.adapter.web.WebConfig.SignOn;
import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.OpenRoutes;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.front.Problems;
import cc.profitmaker.adapter.web.page.PageFiles.Asset;
import cc.profitmaker.application.session.LocalAccounts.Welcome;
import cc.profitmaker.domain.session.Origin;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Serves the terminal page at {@code /} and its files under {@code /assets/}; the rest goes on. */
public final class Page extends Handler.Wrapper {
    private static final String PLACE_OF_SETTINGS = "PAGE_SETTINGS";
    private static final HttpField HTML =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
    private static final HttpField FOR_EVER =
            new PreEncodedHttpField(
                    HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField GZIP =
            new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");
    private static final HttpField BROTLI =
            new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "br");

    private final PageFiles files = PageFiles.load();
    private final Optional<SignOn> signOn;
    private final Function<Origin, Welcome> welcome;
    private final Problems problems;
    private final ObjectMapper json;
    private final HttpField policy;

    /**
     * The page.
     *
     * @param welcome who may register, for a visitor from there
     */
    public Page(
            Optional<SignOn> signOn,
            Function<Origin, Welcome> welcome,
            Problems problems,
            ObjectMapper json) {
        this.signOn = signOn;
        this.welcome = welcome;
        this.problems = problems;
        this.json = json;
        this.policy = policy(signOn.map(SignOn::url));
    }

    /** Ours alone, but for asking the auth service who is signed in there. */
    private static HttpField policy(Optional<URI> authUrl) {
        String auth =
                authUrl.map(url -> " " + url.getScheme() + "://" + url.getAuthority()).orElse("");
        return new PreEncodedHttpField(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " font-src 'self'; connect-src 'self'"
                        + auth
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                        + " require-trusted-types-for 'script'; trusted-types 'none'");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (!OpenRoutes.isPage(path)) {
            return super.handle(request, response, callback);
        }
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            problems.write(request, response, callback, Problem.ofStatus(405));
            return true;
        }
        if (path.equals("/")) {
            index(request, response, callback, head);
            return true;
        }
        Optional<Asset> asset = files.asset(path.substring(OpenRoutes.ASSETS.length()));
        if (asset.isEmpty()) {
            problems.write(request, response, callback, Problem.ofStatus(404));
            return true;
        }
        asset(asset.get(), request, response, callback);
        return true;
    }

    private void index(Request request, Response response, Callback callback, boolean head) {
        var settings = PageSettings.of(signOn, welcome.apply(Call.of(request).origin()));
        byte[] page =
                files.index()
                        .replace(PLACE_OF_SETTINGS, settings.attribute(json))
                        .getBytes(StandardCharsets.UTF_8);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(policy);
        headers.put(HTML);
        headers.put(HttpHeader.CONTENT_LENGTH, page.length);
        response.write(true, head ? null : ByteBuffer.wrap(page), callback);
    }

    private static void asset(Asset asset, Request request, Response response, Callback callback) {
        List<String> wanted = accepted(request);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(FOR_EVER);
        headers.put(VARY);
        headers.put(HttpHeader.CONTENT_TYPE, asset.type());
        PageFiles.Body body = asset.plain();
        if (wanted.contains("br")) {
            headers.put(BROTLI);
            body = asset.brotli();
        } else if (wanted.contains("gzip")) {
            headers.put(GZIP);
            body = asset.gzip();
        }
        headers.put(HttpHeader.CONTENT_LENGTH, body.length());
        response.write(true, request.getMethod().equals("HEAD") ? null : body.buffer(), callback);
    }

    /** What is named with a quality of zero is not in the list. */
    private static List<String> accepted(Request request) {
        var encodings = new QuotedQualityCSV();
        request.getHeaders().getValuesList(HttpHeader.ACCEPT_ENCODING).forEach(encodings::addValue);
        return encodings.getValues();
    }
}
