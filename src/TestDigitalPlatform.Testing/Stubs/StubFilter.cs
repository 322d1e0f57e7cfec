using Microsoft.Extensions.Http;

namespace TestDigitalPlatform.Testing.Stubs;

/// <summary>Puts the test's answers behind all else that a client has.</summary>
internal sealed class StubFilter(StubbedMessages stubs) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        builder.AdditionalHandlers.Add(new StubHandler(stubs));
    };
}
