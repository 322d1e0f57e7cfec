using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Customers.Contracts;
using Notifications.Contracts;
using Requests.Contracts;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Contracts;

/// <summary>The JSON of each message that others read is a contract: a change of it must be meant.</summary>
public sealed class ContractJsonTests
{
    private static readonly JsonSerializerOptions Readable = new(PlatformJson.Options) { WriteIndented = true };

    [Fact]
    public void Messages_of_customers_are_written_as_approved() =>
        Written(typeof(CreateCustomer).Assembly).ShouldMatchSnapshot("customers.json");

    [Fact]
    public void Messages_of_notifications_are_written_as_approved() =>
        Written(typeof(ReadNotifications).Assembly).ShouldMatchSnapshot("notifications.json");

    [Fact]
    public void Messages_of_requests_are_written_as_approved() =>
        Written(typeof(SubmitRequest).Assembly).ShouldMatchSnapshot("requests.json");

    [Fact]
    public void Each_message_is_read_back_as_it_was_written()
    {
        foreach (var type in Messages(typeof(CreateCustomer).Assembly)
            .Concat(Messages(typeof(ReadNotifications).Assembly)).Concat(Messages(typeof(SubmitRequest).Assembly)))
        {
            var json = Json(type);

            var read = json.Deserialize(type, PlatformJson.Options);
            var again = JsonSerializer.SerializeToNode(read, type, PlatformJson.Options);

            JsonNode.DeepEquals(again, json).ShouldBeTrue(type.Name);
        }
    }

    private static string Written(Assembly contracts)
    {
        var messages = Messages(contracts).Select(type => KeyValuePair.Create(type.Name, (JsonNode?)Json(type)));
        return new JsonObject(messages).ToJsonString(Readable).ReplaceLineEndings("\n");
    }

    private static JsonNode Json(Type type) =>
        JsonSerializer.SerializeToNode(AnInstance.Of(type), type, PlatformJson.Options)!;

    // Queries travel in addresses, and are held by the OpenAPI document.
    private static IEnumerable<Type> Messages(Assembly contracts) => contracts.GetExportedTypes()
        .Where(type => type.IsAssignableTo(typeof(IEvent)) || AnswerOf(type, typeof(ICommand<>)) is not null)
        .Concat(contracts.GetExportedTypes().Select(Answer).OfType<Type>())
        .Distinct()
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    private static Type? Answer(Type message) =>
        (AnswerOf(message, typeof(ICommand<>)) ?? AnswerOf(message, typeof(IQuery<>))) switch
        {
            null => null,
            var answer when answer == typeof(Nothing) || answer == typeof(FileAnswer) => null,
            { IsGenericType: true } many when many.GetGenericTypeDefinition() is var of
                && (of == typeof(Page<>) || of == typeof(IAsyncEnumerable<>)) =>
                many.GetGenericArguments()[0],
            var answer => answer,
        };

    private static Type? AnswerOf(Type message, Type kind) => message.IsAbstract ? null : Array
        .Find(message.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == kind)?
        .GetGenericArguments()[0];
}
