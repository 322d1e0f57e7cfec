using System.Net;
using TestDigitalPlatform.Hosting.Connections;

namespace TestDigitalPlatform.Hosting.Tests.Connections;

public sealed class ProxiesTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "10.0.0.8", false)]
    [InlineData("10.0.0.7; 10.1.0.0/16", "10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("2001:db8::/32", "2001:db8::1", true)]
    [InlineData("", "127.0.0.1", false)]
    [InlineData(null, "127.0.0.1", false)]
    public void Names_addresses_and_networks(string? proxies, string address, bool isOne) =>
        new Proxies(proxies).Include(IPAddress.Parse(address)).ShouldBe(isOne);

    [Theory]
    [InlineData("gateway")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.7,10.0.0.8")]
    public void Refuses_what_is_neither(string proxies) =>
        Should.Throw<PlatformException>(() => new Proxies(proxies)).Message.ShouldContain("TDP0310");
}
