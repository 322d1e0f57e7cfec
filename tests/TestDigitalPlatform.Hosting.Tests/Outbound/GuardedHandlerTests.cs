using System.Net;
using System.Net.Sockets;
using TestDigitalPlatform.Hosting.Outbound;

namespace TestDigitalPlatform.Hosting.Tests.Outbound;

public sealed class GuardedHandlerTests
{
    [Fact]
    public async Task Looks_at_the_address_that_it_connects_to()
    {
        using var inward = new TcpListener(IPAddress.Loopback, 0);
        inward.Start();
        var port = ((IPEndPoint)inward.LocalEndpoint).Port;
        // What was public when it was subscribed to is not any more.
        using var client = Client(new AddressRules(null), IPAddress.Loopback);

        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://hooks.example.com:{port}/")));

        refused.InnerException.ShouldBeOfType<AddressNotAllowedException>();
        inward.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task Connects_to_a_public_address_beside_one_that_leads_inward()
    {
        using var inward = new TcpListener(IPAddress.Loopback, 0);
        inward.Start();
        var port = ((IPEndPoint)inward.LocalEndpoint).Port;
        // Stands for the public one: only this machine's own addresses can be reached here.
        using var client = Client(new AddressRules("127.0.0.2"), IPAddress.Loopback, IPAddress.Parse("127.0.0.2"));

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://hooks.example.com:{port}/")));

        inward.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f000001:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://localhost:{0}/")]
    public async Task Refuses_each_way_to_write_an_address_that_leads_inward(string url)
    {
        using var inward = new TcpListener(IPAddress.Loopback, 0);
        inward.Start();
        var port = ((IPEndPoint)inward.LocalEndpoint).Port;
        using var client = Client(new AddressRules(null), IPAddress.Loopback, IPAddress.IPv6Loopback);

        var refused = await Should.ThrowAsync<HttpRequestException>(
            () => client.GetAsync(new Uri(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, port))));

        refused.InnerException.ShouldBeOfType<AddressNotAllowedException>();
        inward.Pending().ShouldBeFalse();
    }

    private static HttpClient Client(AddressRules rules, params IPAddress[] addresses) =>
        new(GuardedHandler.Create(rules, (_, _) => Task.FromResult(addresses), connectionsPerServer: 2));
}
