using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>What is watched of a connection is HTTP, also when the server does TLS itself.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly string thumbprint;

    public TlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        thumbprint = certificate.GetCertHashString();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "bad_request")]
    [InlineData("POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Length: +3\r\n\r\n{ }", "bad_request")]
    [InlineData("GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n", "unknown_path")]
    public async Task Tells_what_it_refuses_as_problem_details(string request, string code)
    {
        await using var service = await Start();
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Address(service).Port);
        await using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, IsOurs);
        await tls.AuthenticateAsClientAsync("localhost");

        await tls.WriteAsync(Encoding.ASCII.GetBytes(request));

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var answer = new StringBuilder();
        var buffer = new byte[1_024];
        while (!answer.ToString().Contains(code, StringComparison.Ordinal))
        {
            var count = await tls.ReadAsync(buffer, deadline.Token);
            count.ShouldBeGreaterThan(0, answer.ToString());
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        answer.ToString().ShouldContain("application/problem+json");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Answers_many_at_once(string version)
    {
        await using var service = await Start();
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = IsOurs },
        })
        {
            BaseAddress = Address(service), DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync("/hello")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK && answer.Version == Version.Parse(version));
    }

    public void Dispose() => File.Delete(file);

    private bool IsOurs(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown?.GetCertHashString() == thumbprint;

    private Task<TestService> Start() => NotesService.Start(
        "Kestrel:Endpoints:A:Url=http://127.0.0.1:0", "Kestrel:Endpoints:B:Url=https://127.0.0.1:0",
        $"Kestrel:Endpoints:B:Certificate:Path={file}");

    private static Uri Address(TestService service) => new(service.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single(a => a.StartsWith("https", StringComparison.Ordinal)));
}
