using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace TestDigitalPlatform.Postgres.Binaries.Npm;

/// <summary>Fetches one version of a package from the person's npm registry. It needs no Node.js.</summary>
/// <remarks>
/// See "package metadata" in the documentation of npm's registry: the metadata say where the archive is, and what they say
/// of its hash is not believed.
/// </remarks>
internal sealed class NpmRegistry : IDisposable
{
    private const int MaxMetadataBytes = 16 * 1024 * 1024;
    private const long MaxArchiveBytes = 200L * 1024 * 1024;
    private const int Attempts = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly NpmSettings settings;
    private readonly Uri registry;
    private readonly HttpClient http;

    internal NpmRegistry(NpmSettings settings, string scope)
    {
        this.settings = settings;
        registry = settings.Registry(scope);
        http = new HttpClient(Handler(settings, registry)) { Timeout = Limit, MaxResponseContentBufferSize = MaxMetadataBytes };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("TestDigitalPlatform.Postgres", NpmBinaries.Version));
    }

    /// <summary>Writes the archive of <paramref name="package"/> in <paramref name="version"/> to a new file.</summary>
    /// <exception cref="PostgresSetupException">It can't be had: TDP0203.</exception>
    internal async Task Fetch(string package, string version, string file, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var archive = await Find(package, version, cancellationToken);
                await DownloadFromEither(archive, file, cancellationToken);
                return;
            }
            catch (Exception e) when (attempt < Attempts && IsTransient(e, cancellationToken))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250 << attempt), cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                throw SetupErrors.NpmFailed(
                    $"{registry} gave no {package}@{version}: {e.Message} Set npm_config_registry to a registry that can be "
                    + "reached, or HTTPS_PROXY to the proxy on the way.",
                    e);
            }
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Uri> Find(string package, string version, CancellationToken cancellationToken)
    {
        var address = new Uri(registry, package.Replace("/", "%2f", StringComparison.Ordinal));
        using var request = Request(address);
        request.Headers.Accept.ParseAdd("application/vnd.npm.install-v1+json");
        request.Headers.Accept.ParseAdd("application/json; q=0.8");
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var metadata = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (!metadata.RootElement.TryGetProperty("versions", out var versions)
            || !versions.TryGetProperty(version, out var found)
            || !found.TryGetProperty("dist", out var dist)
            || !dist.TryGetProperty("tarball", out var tarball)
            || !Uri.TryCreate(tarball.GetString(), UriKind.Absolute, out var archive)
            || archive.Scheme is not ("http" or "https"))
            throw SetupErrors.NpmFailed($"{registry} has no {package}@{version}.");
        return archive;
    }

    // A registry that mirrors another one may name that one's address, which may not be reachable from here.
    private async Task DownloadFromEither(Uri archive, string file, CancellationToken cancellationToken)
    {
        try
        {
            await Download(archive, file, cancellationToken);
        }
        catch (HttpRequestException) when (archive.Authority != registry.Authority)
        {
            await Download(new Uri(registry, archive.AbsolutePath.TrimStart('/')), file, cancellationToken);
        }
    }

    private async Task Download(Uri archive, string file, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var request = Request(archive);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[128 * 1024];
        for (var total = 0L; await body.ReadAsync(buffer, limit.Token) is var read and > 0;)
        {
            total += read;
            if (total > MaxArchiveBytes)
                throw SetupErrors.NpmFailed($"{archive} is larger than {MaxArchiveBytes / 1024 / 1024} MiB.");
            await target.WriteAsync(buffer.AsMemory(0, read), limit.Token);
        }
    }

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (settings.Authorization(address) is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private static bool IsTransient(Exception e, CancellationToken cancellationToken) => e switch
    {
        HttpRequestException { StatusCode: { } status } =>
            status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,
        HttpRequestException or HttpIOException => true,
        OperationCanceledException => false,
        _ => e is IOException && !cancellationToken.IsCancellationRequested,
    };

    private static SocketsHttpHandler Handler(NpmSettings settings, Uri registry)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(30), AutomaticDecompression = DecompressionMethods.All,
        };
        if (settings.Proxy(registry) is { } proxy)
            handler.Proxy = new WebProxy(proxy);
        if (settings.CertificateFile is { } file && File.Exists(file))
            Trust(handler.SslOptions, file);
        return handler;
    }

    // Besides the machine's own: a proxy that signs what passes it, or a registry of the company's.
    private static void Trust(SslClientAuthenticationOptions options, string file)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(file);
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null)
                return false;
            using var own = new X509Chain();
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.AddRange(trusted);
            own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            foreach (var element in chain.ChainElements)
                own.ChainPolicy.ExtraStore.Add(element.Certificate);
            using var presented = new X509Certificate2(certificate);
            return own.Build(presented);
        };
    }
}
