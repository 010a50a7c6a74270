// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

interface Erc20 {
    function transfer(address to, uint256 value) external returns (bool);
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function decimals() external view returns (uint8);
}

/// The zero address stands for the chain's own coin.
library Money {
    error SafeERC20FailedOperation(address token);

    function pull(address token, address from, uint256 amount) internal {
        (bool done, bytes memory answer) =
            token.call(abi.encodeCall(Erc20.transferFrom, (from, address(this), amount)));
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
        if (answer.length != 0 && !abi.decode(answer, (bool))) revert SafeERC20FailedOperation(token);
    }

    /// Whether the recipient has it now. @param gasCap for the transfer; 0 for no cap
    function push(address token, address to, uint256 amount, uint256 gasCap) internal returns (bool) {
        uint256 given = gasCap == 0 ? gasleft() : gasCap;
        if (token == address(0)) {
            (bool sent,) = to.call{value: amount, gas: given}("");
            return sent;
        }
        (bool done, bytes memory answer) = token.call{gas: given}(abi.encodeCall(Erc20.transfer, (to, amount)));
        return done && token.code.length != 0 && (answer.length == 0 || abi.decode(answer, (bool)));
    }
}
