using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Hosting.Tests.Web;
using static TestDigitalPlatform.GeneratedPlatform;

namespace TestDigitalPlatform.Hosting.Tests.Binding;

/// <summary>Values of a path on a real server: two addresses never mean one value.</summary>
public sealed class RouteTextTests : IAsyncLifetime
{
    private LoopbackHost host = null!;

    public async ValueTask InitializeAsync() => host = await LoopbackHost.Start(_ => { }, app => app.MapGet(
        "/routes/{number}/{at}/{stage}/{text}", (HttpContext context) =>
        {
            var binding = new RequestBinding(context, default);
            return ReadRouteOperation.Bind(binding) is { } read
                ? $"{read.Text}\n{RouteText.PathOf(context).Replace("/routes/1/2026-01-01T00:00:00Z/open/", "", StringComparison.Ordinal)}"
                : string.Join(' ', binding.Errors.Select(e => e.Field + " " + e.Code));
        }));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("a", "a", "a")]
    [InlineData("a%2Fb", "a/b", null)]
    [InlineData("a%252Fb", "a%2Fb", null)]
    [InlineData("a%2fb", "a/b", null)]
    [InlineData("100%25", "100%", null)]
    [InlineData("%C3%A4%25", "ä%", null)]
    [InlineData("%25zz", "%zz", null)]
    [InlineData("a%20b", "a b", "a b")]
    [InlineData("a+b", "a+b", "a+b")]
    [InlineData("%F0%9F%98%80", "😀", "😀")]
    public async Task A_value_is_what_was_sent(string sent, string value, string? path)
    {
        // A path that is not plain is told apart by what was sent.
        var inPath = path ?? "/routes/1/2026-01-01T00:00:00Z/open/" + sent;

        (await Get(sent)).ShouldBe($"{value}\n{inPath.Replace("/routes/1/2026-01-01T00:00:00Z/open/", "", StringComparison.Ordinal)}");
    }

    [Theory]
    [InlineData("%FF")]
    [InlineData("%ED%A0%80")]
    [InlineData("%zz")]
    [InlineData("a%")]
    [InlineData("%2")]
    [InlineData("%C3")]
    [InlineData("%C0%AF")]
    public async Task What_is_no_UTF_8_is_refused(string sent) => (await Get(sent)).ShouldBe("text invalid_text");

    [Fact]
    public async Task Dots_before_a_value_hide_where_it_stands() =>
        (await Get("%25", "/routes/x/../1/2026-01-01T00:00:00Z/open/")).ShouldBe("text invalid_text");

    [Fact]
    public async Task A_whole_address_is_read_alike() =>
        (await Get("a%252Fb", "http://localhost/routes/1/2026-01-01T00:00:00Z/open/")).ShouldStartWith("a%2Fb\n");

    // Over a bare connection: a client would mend the address.
    private async Task<string> Get(string text, string before = "/routes/1/2026-01-01T00:00:00Z/open/")
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"GET {before}{text} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancellation);
        answer.ShouldStartWith("HTTP/1.1 200");
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        // In chunks, or with its length.
        return body.Contains("\r\n", StringComparison.Ordinal) ? body.Split("\r\n")[1] : body;
    }
}
