// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.30;

import {Money} from "./Money.sol";

/// What wallets hold at the contract outside of channels.
abstract contract CustodyAccounts {
    error InvalidAmount();
    error InvalidValue();
    error InsufficientBalance(uint256 available, uint256 required);
    error TransferFailed(address token, address to, uint256 amount);

    event Deposited(address indexed wallet, address indexed token, uint256 amount);
    event Withdrawn(address indexed wallet, address indexed token, uint256 amount);

    mapping(address => mapping(address => uint256)) internal accounts;

    /// Anybody may pay into any account.
    function deposit(address account, address token, uint256 amount) public payable {
        if (amount == 0) revert InvalidAmount();
        if (msg.value != (token == address(0) ? amount : 0)) revert InvalidValue();
        accounts[account][token] += amount;
        if (token != address(0)) Money.pull(token, msg.sender, amount);
        emit Deposited(account, token, amount);
    }

    function withdraw(address token, uint256 amount) external {
        debit(msg.sender, token, amount);
        if (!Money.push(token, msg.sender, amount, 0)) revert TransferFailed(token, msg.sender, amount);
        emit Withdrawn(msg.sender, token, amount);
    }

    function getAccountsBalances(address[] calldata wallets, address[] calldata tokens)
        external
        view
        returns (uint256[][] memory balances)
    {
        balances = new uint256[][](wallets.length);
        for (uint256 i = 0; i < wallets.length; i++) {
            balances[i] = new uint256[](tokens.length);
            for (uint256 j = 0; j < tokens.length; j++) balances[i][j] = accounts[wallets[i]][tokens[j]];
        }
    }

    function debit(address wallet, address token, uint256 amount) internal {
        uint256 available = accounts[wallet][token];
        if (available < amount) revert InsufficientBalance(available, amount);
        accounts[wallet][token] = available - amount;
    }
}
