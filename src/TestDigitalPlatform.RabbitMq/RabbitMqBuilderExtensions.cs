using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
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
    /// The broker comes from the connection string <c>messages-rabbitmq</c> and from the section
    /// <c>Platform:RabbitMq</c>. Nothing is asked of it at the start: a service accepts commands while its broker is
    /// down. Calling it twice changes nothing.
    /// </remarks>
    /// <param name="builder">The service's builder.</param>
    /// <param name="configure">Changes the options after they were read from the configuration.</param>
    /// <exception cref="PlatformException">TDP0303, TDP0391, TDP0392: the configuration can't work; the message says how
    /// to correct it. That it is missing (TDP0390) is reported at the start.</exception>
    public static TBuilder AddRabbitMq<TBuilder>(this TBuilder builder, Action<RabbitMqOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(RabbitMqOptions)))
            return builder;
        var options = OptionsCheck.Read<RabbitMqOptions>(builder.Configuration, RabbitMqOptions.SectionName);
        configure?.Invoke(options);
        OptionsCheck.Check(RabbitMqOptions.SectionName, options);
        services.AddSingleton(options);
        // Whatever else carries messages gives way, whichever was added first.
        services.RemoveAll<IMessageTransport>();
        var connectionString = builder.Configuration.GetConnectionString(ConnectionString);
        if (string.IsNullOrWhiteSpace(connectionString) && string.IsNullOrWhiteSpace(options.Hosts))
        {
            services.AddSingleton(new MissingTransport(Missing()));
            return builder;
        }

        services.AddSingleton(BrokerAddress.Of(connectionString, options));
        services.AddSingleton<IMessageTransport, RabbitMqTransport>();
        return builder;
    }

    private static PlatformException Missing() => new(
        "TDP0390", $"AddRabbitMq was called, but no broker is configured. Set the connection string '{ConnectionString}' "
        + $"(amqps://user:password@host/virtual-host), or {RabbitMqOptions.SectionName.Replace(":", "__")}__Hosts.");
}
