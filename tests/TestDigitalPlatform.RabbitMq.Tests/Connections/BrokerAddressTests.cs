using TestDigitalPlatform.RabbitMq.Connections;

namespace TestDigitalPlatform.RabbitMq.Tests.Connections;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://ann:p%40ss@broker/orders", "broker:5672", "orders", "ann", false)]
    [InlineData("amqps://ann:p@broker:5555/%2f", "broker:5555", "/", "ann", true)]
    [InlineData("amqps://broker", "broker:5671", "/", "guest", true)]
    [InlineData("amqp://ann@[::1]:7000", "::1:7000", "/", "ann", false)]
    [InlineData("host=a,b:7000;userName=ann;password='a;b';virtualHost=orders", "a:5672 b:7000", "orders", "ann", false)]
    [InlineData("Host=a;Port=99;UseTls=true", "a:99", "/", "guest", true)]
    public void A_connection_string_is_a_URI_or_a_list_of_settings(
        string connectionString, string nodes, string virtualHost, string userName, bool isTls)
    {
        var address = BrokerAddress.Of(connectionString, new RabbitMqOptions());

        string.Join(' ', address.Nodes.Select(node => $"{node.Host}:{node.Port}")).ShouldBe(nodes);
        (address.VirtualHost, address.UserName, address.IsTls).ShouldBe((virtualHost, userName, isTls));
    }

    [Fact]
    public void The_options_override_the_connection_string()
    {
        var address = BrokerAddress.Of("amqp://ann:p@broker/orders", new RabbitMqOptions
        {
            Hosts = "one; two:7000", VirtualHost = "others", UserName = "bob", Password = "q", Tls = true,
        });

        address.Nodes.ShouldBe([("one", 5671), ("two", 7000)]);
        (address.VirtualHost, address.UserName, address.IsTls).ShouldBe(("others", "bob", true));
    }

    [Theory]
    [InlineData("http://ann:secret@broker")]
    [InlineData("amqp://ann:secret@broker/one/two")]
    [InlineData("amqp://ann:secret@broker:99999")]
    [InlineData("amqp://ann:sec/ret@broker?x=secret")]
    [InlineData("secret")]
    [InlineData("host=broker;secret=secret")]
    [InlineData("host=broker;port=secret")]
    [InlineData("host=broker;useTls=secret")]
    [InlineData("userName=ann;password=secret")]
    [InlineData("host=secret@broker/x")]
    public void One_that_can_not_be_read_is_reported_without_its_password(string connectionString)
    {
        var error = Should.Throw<PlatformException>(() => BrokerAddress.Of(connectionString, new RabbitMqOptions()));

        error.Code.ShouldBe("TDP0391");
        error.InnerException.ShouldBeNull();
        if (!connectionString.Contains("host=", StringComparison.Ordinal))
            error.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("/no/such/file.pem")]
    [InlineData("/dev/null")]
    public void A_file_of_TLS_that_can_not_be_read_is_reported(string file) =>
        Should.Throw<PlatformException>(() => BrokerAddress.Of("amqps://broker", new RabbitMqOptions { CaFile = file })).Code
            .ShouldBe("TDP0392");
}
