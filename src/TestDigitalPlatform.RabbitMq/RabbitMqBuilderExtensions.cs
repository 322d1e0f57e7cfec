using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq;
using TestDigitalPlatform.RabbitMq.Connections;

namespace TestDigitalPlatform;

/// <summary>Adds RabbitMQ to a service.</summary>
public static class RabbitMqBuilderExtensions
{
    private const string ConnectionString = "messages-rabbitmq";

    /// <summary>Carries the service's events over RabbitMQ; call it before or after <c>AddPlatform</c>.</summary>
    /// <remarks>
    /// The broker comes from the connection string <c>messages-rabbitmq</c>, from the section <c>Platform:RabbitMq</c>, and
    /// from <c>builder.Services.Configure&lt;RabbitMqOptions&gt;</c>. What is wrong with it is reported at the start, together with
    /// everything else that is wrong with options: TDP0303, TDP0391, TDP0392, TDP0411, and TDP0390 where no broker is
    /// configured. Nothing is asked of the broker at the start: a service accepts commands while it is down. Calling it twice
    /// changes nothing.
    /// </remarks>
    /// <param name="builder">The service's builder.</param>
    /// <param name="configure">Changes the options after they were read from the configuration.</param>
    public static TBuilder AddRabbitMq<TBuilder>(this TBuilder builder, Action<RabbitMqOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(RabbitMqOptions)))
            return builder;
        var options = services.AddSection<RabbitMqOptions>(RabbitMqOptions.SectionName);
        if (configure is not null)
            options.Configure(configure);
        options.Validated(Errors);
        services.AddSingleton(s => s.GetRequiredService<IOptions<RabbitMqOptions>>().Value);
        services.AddSingleton(s => Address(s.GetRequiredService<RabbitMqOptions>(), s) ?? throw Missing());
        // Whatever else carries messages gives way, whichever was added first.
        services.RemoveAll<IMessageTransport>();
        services.AddSingleton<IMessageTransport, RabbitMqTransport>();
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ConnectionString))
            && string.IsNullOrWhiteSpace(builder.Configuration[$"{RabbitMqOptions.SectionName}:{nameof(RabbitMqOptions.Hosts)}"]))
            services.AddSingleton<UnconfiguredTransport>();
        return builder;
    }

    // Without a broker, a test brings a transport of its own, and migrations need none: so that is reported by whoever asks.
    private static IEnumerable<PlatformException> Errors(RabbitMqOptions options, IServiceProvider services)
    {
        if (Error(() => Address(options, services)) is { } address)
            yield return address;
        if (services.GetService<MessageService>() is { } service && Error(() => options.CheckQueues(service.Name)) is { } queues)
            yield return queues;
    }

    private static PlatformException? Error(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (PlatformException e)
        {
            return e;
        }
    }

    /// <returns>Null when no broker is configured.</returns>
    private static BrokerAddress? Address(RabbitMqOptions options, IServiceProvider services)
    {
        var connectionString = services.GetRequiredService<IConfiguration>().GetConnectionString(ConnectionString);
        return string.IsNullOrWhiteSpace(connectionString) && string.IsNullOrWhiteSpace(options.Hosts)
            ? null
            : BrokerAddress.Of(connectionString, options);
    }

    private static PlatformException Missing() => new(
        "TDP0390", $"AddRabbitMq was called, but no broker is configured. Set the connection string '{ConnectionString}' "
        + $"(amqps://user:password@host/virtual-host), or {RabbitMqOptions.SectionName.Replace(":", "__")}__Hosts.");
}
