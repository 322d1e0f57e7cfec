using TestDigitalPlatform.Client.Requests;

namespace TestDigitalPlatform.Testing.Stubs;

/// <summary>Answers for other services where the network would begin: tokens, repetition and time limits stay.</summary>
internal sealed class StubHandler(StubbedMessages stubs) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(MessageShape.Message, out var message) || stubs.Find(message) is not { } answer)
            return base.SendAsync(request, cancellationToken);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }
}
