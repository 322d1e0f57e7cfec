using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;

namespace TestDigitalPlatform.RabbitMq.Tests.Connections;

public sealed class RabbitMqOptionsTests
{
    [Fact]
    public void A_service_without_a_broker_in_its_configuration_is_told_so_at_its_start()
    {
        var builder = Builder();
        builder.AddRabbitMq().AddRabbitMq();

        using var host = builder.Build();

        Should.Throw<PlatformException>(() => host.Services.GetService<IMessageTransport>()).Code.ShouldBe("TDP0390");
    }

    [Fact]
    public void Code_is_honoured_before_and_after_and_in_the_call()
    {
        var builder = Builder(("ConfirmWindow", "7"));
        builder.Services.Configure<RabbitMqOptions>(options => options.Hosts = "rabbit-1;rabbit-2");
        builder.AddRabbitMq(options => options.UserName = "ann");
        builder.Services.Configure<RabbitMqOptions>(options => options.VirtualHost = "shop");

        using var host = builder.Build();

        host.Services.GetRequiredService<RabbitMqOptions>().ConfirmWindow.ShouldBe(7);
        var address = host.Services.GetRequiredService<BrokerAddress>();
        address.Nodes.Select(node => node.Host).ShouldBe(["rabbit-1", "rabbit-2"]);
        (address.UserName, address.VirtualHost).ShouldBe(("ann", "shop"));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var builder = Builder(("ConfirmWindow", "0"), ("Hosts", "am qp"), ("ErrorQueue", "orders"));
        builder.AddRabbitMq();
        builder.Services.AddOptions<Courier>().Validate(_ => false, "The courier has no bicycle.").ValidateOnStart();
        using var host = builder.Build();

        var failed = Should.Throw<AggregateException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());

        var told = failed.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures).ToList();
        told.Count.ShouldBe(4);
        foreach (var start in (string[])["TDP0303: ", "TDP0391: ", "TDP0411: ", "The courier"])
            told.ShouldContain(failure => failure.StartsWith(start));
    }

    [Fact]
    public void A_value_that_can_not_be_read_hides_nothing_else()
    {
        var builder = Builder(("Prefetch", "many"));
        builder.AddRabbitMq();
        builder.Services.AddOptions<Courier>().Validate(_ => false, "The courier has no bicycle.").ValidateOnStart();
        using var host = builder.Build();

        var failed = Should.Throw<AggregateException>(() => host.Services.GetRequiredService<IStartupValidator>().Validate());

        failed.Message.ShouldContain("TDP0303: ");
        failed.Message.ShouldContain("Platform:RabbitMq:Prefetch");
        failed.Message.ShouldContain("The courier has no bicycle.");
    }

    private static HostApplicationBuilder Builder(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(
            setting => KeyValuePair.Create($"Platform:RabbitMq:{setting.Name}", (string?)setting.Value)));
        builder.Services.AddSingleton(new MessageService("orders"));
        builder.Services.AddSingleton(new MessageOptions());
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    private sealed class Courier;
}
