using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Core.TestNode;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Transports.Postgres;

// Usage: TestNode relay|handle <service> <its database> <the transport database> <the same, without a pooler>. Runs until it is killed
// or its input ends.
var (role, service) = (args[0], args[1]);
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Logging.AddSimpleConsole();
var services = builder.Services;
var options = new MessageOptions { PollInterval = TimeSpan.FromMilliseconds(200) };
services.AddSingleton(options);
services.AddSingleton(TimeProvider.System);
services.AddSingleton(new MessageService(service));
services.AddSingleton(s => new Database(
    Database.Connect(args[2], s.GetRequiredService<ILoggerFactory>()), args[2], service));
services.AddSingleton(s => new TransportDatabase(args[3], args[4], s.GetRequiredService<ILoggerFactory>()));
services.AddSingleton<QueueSignals>();
services.AddSingleton<IMessageTransport, PostgresTransport>();
services.AddSingleton<OutboxSignal>();
services.AddSingleton<HeldSignal>();
services.AddSingleton(_ => new CacheInvalidation([]));
services.AddSingleton(_ => new EventSubscriptions(
    [EventSubscription.Of<TickedHandler, Ticked>(typeof(Ticked).FullName!, acrossCustomers: false, setAside: true)]));
services.AddSingleton<PauseSwitch>();
services.AddSingleton<HeldMessages>();
services.AddSingleton<EventPipeline>();
services.AddSingleton<MessageProcessor>();
services.AddHostedService(s => s.GetRequiredService<QueueSignals>());
if (role == "relay")
    services.AddHostedService<OutboxRelay>();
else
    services.AddHostedService<MessagePump>();
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await Console.In.ReadToEndAsync();
await host.StopAsync();
