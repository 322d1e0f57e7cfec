using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Testing.Stubs;

/// <summary>What a test answers in place of other services, by the type of the message.</summary>
internal sealed class StubbedMessages
{
    private readonly ConcurrentDictionary<Type, Func<object, HttpResponseMessage>> answers = new();

    internal void Answer<TMessage, TAnswer>(Func<TMessage, TAnswer> answer)
        where TMessage : notnull
    {
        var wanted = AnswerOf(typeof(TMessage));
        if (wanted != typeof(TAnswer))
            throw new ArgumentException(
                $"The answer of {typeof(TMessage).Name} is {wanted.Name}, not {typeof(TAnswer).Name}.");
        answers[typeof(TMessage)] = message =>
        {
            try
            {
                return Answered(answer((TMessage)message));
            }
            catch (RefusedException no)
            {
                return Refused(no.Refusal);
            }
        };
    }

    internal void Refuse<TMessage>(Refusal refusal) => Set<TMessage>(() => Refused(refusal));

    internal void Fail<TMessage>() => Set<TMessage>(() =>
    {
        var response = Problem(HttpStatusCode.ServiceUnavailable, "unavailable", "The test has stopped this service.");
        // Repetitions come at once: a test has no time to wait.
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
        return response;
    });

    /// <summary>The test's answer; <see langword="null"/> when it has none for such messages.</summary>
    internal HttpResponseMessage? Find(object message) =>
        answers.TryGetValue(message.GetType(), out var answer) ? answer(message) : null;

    private void Set<TMessage>(Func<HttpResponseMessage> answer)
    {
        _ = AnswerOf(typeof(TMessage));
        answers[typeof(TMessage)] = _ => answer();
    }

    private static Type AnswerOf(Type message) => message.GetInterfaces()
        .Where(i => i.IsGenericType
            && (i.GetGenericTypeDefinition() == typeof(IQuery<>) || i.GetGenericTypeDefinition() == typeof(ICommand<>)))
        .Select(i => i.GenericTypeArguments[0])
        .FirstOrDefault()
        ?? throw new ArgumentException($"{message.Name} is neither a query nor a command.");

    // As JSON, so that an answer which JSON can't carry is noticed in the test.
    private static HttpResponseMessage Answered<TAnswer>(TAnswer answer) => answer is Nothing or null
        ? new HttpResponseMessage(HttpStatusCode.NoContent)
        : Json(HttpStatusCode.OK, "application/json", JsonSerializer.SerializeToUtf8Bytes(answer, PlatformJson.Options));

    private static HttpResponseMessage Refused(Refusal refusal) => Problem(
        (HttpStatusCode)Hosting.Problems.Problem.StatusOf(refusal), refusal.Code, refusal.Message);

    private static HttpResponseMessage Problem(HttpStatusCode status, string code, string detail) => Json(
        status, Hosting.Problems.Problem.ContentType,
        JsonSerializer.SerializeToUtf8Bytes(new { status = (int)status, code, detail }));

    private static HttpResponseMessage Json(HttpStatusCode status, string type, byte[] body) => new(status)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } },
    };
}
